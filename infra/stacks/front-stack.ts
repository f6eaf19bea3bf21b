import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { addDashboard } from "../constructs/dashboard.ts";
import { replayFunction } from "../constructs/replay.ts";
import { ServiceApi } from "../constructs/service-api.ts";
import type { Deployment } from "../deployment.ts";
import { ProductStack } from "./product-stack.ts";

/** Resources on top of the contexts: the API with a stack of routes for each context, the replay function, the dashboard. */
export class FrontStack extends ProductStack {
  constructor(scope: Construct, deployment: Deployment) {
    super(scope, "front", deployment.settings);
    const service = new ServiceApi(this, "api", deployment);
    for (const context of deployment.contexts) service.serve(context);
    new CfnOutput(this, "ApiUrl", { value: service.api.apiEndpoint });
    replayFunction(this, deployment);
    addDashboard(this, "dashboard", service.api, deployment);
  }
}
