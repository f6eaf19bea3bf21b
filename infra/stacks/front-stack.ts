import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { functionsOfKind } from "../../shared/deployment/derive.ts";
import { addDashboard } from "../constructs/dashboard.ts";
import { replayFunction } from "../constructs/replay.ts";
import { ServiceApi } from "../constructs/service-api.ts";
import type { Deployment } from "../deployment.ts";
import { ProductStack } from "./product-stack.ts";

/** Resources on top of the contexts: the API with its routes, the replay function, the dashboard. */
export class FrontStack extends ProductStack {
  constructor(scope: Construct, deployment: Deployment) {
    super(scope, "front", deployment.settings);
    const service = new ServiceApi(this, "api", deployment);
    for (const each of functionsOfKind(deployment.contexts, "api")) service.serve(each);
    new CfnOutput(this, "ApiUrl", { value: service.api.apiEndpoint });
    replayFunction(this, deployment);
    addDashboard(this, "dashboard", service.api, deployment);
  }
}
