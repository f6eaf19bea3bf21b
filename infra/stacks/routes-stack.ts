import { NestedStack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";
import { refuseElsewhere } from "./product-stack.ts";

/**
 * The routes of one context: a stack within the one of the API, which hands the ids of API and authorizer down to it. CloudFormation makes it
 * before what depends on it, and deletes what left it only after everything else was updated: a route is there before the limits that name
 * it, and goes after them.
 */
export class RoutesStack extends NestedStack {
  constructor(scope: Construct, context: string, { target }: Pick<Settings, "target">) {
    super(scope, `${context}-routes`);
    if (target === "local") refuseElsewhere(this);
  }
}
