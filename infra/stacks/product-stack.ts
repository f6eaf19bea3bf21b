import { Aws, CfnRule, Fn, type ICfnRuleConditionExpression, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";

/** What a stack is named and tagged by, and the target it is synthesized for. */
type StackSettings = Pick<Settings, "deployment" | "tags" | "target">;

/** How a stack is protected. */
interface ProductStackProps {
  /** Whether it can't be deleted before that is allowed in the console. */
  readonly terminationProtection?: boolean;
}

/**
 * A stack of the product. It is tagged, and CloudFormation hands a stack's tags on to every resource that takes any. A stack for the local
 * cloud is refused by CloudFormation, whichever tool brings it there.
 */
export class ProductStack extends Stack {
  constructor(scope: Construct, name: string, { deployment, tags, target }: StackSettings, props: ProductStackProps = {}) {
    super(scope, `${deployment}-${name}`, { ...props, tags: { ...tags, project: "ecovalue", deployment, stack: name } });
    if (target === "local") refuseElsewhere(this);
  }

  /** Makes CloudFormation refuse the stack with a sentence, before it creates anything, unless a condition holds. */
  protected allowOnlyWhere(condition: ICfnRuleConditionExpression, otherwise: string): void {
    allowOnlyWhere(this, condition, otherwise);
  }
}

/** Makes CloudFormation refuse a stack that is made for the local cloud. */
export function refuseElsewhere(stack: Stack): void {
  allowOnlyWhere(
    stack,
    Fn.conditionEquals(Aws.REGION, "local"),
    "This template is for the local cloud: its issuer, first operator and origins are placeholders. Synthesize without -c target=local.",
  );
}

function allowOnlyWhere(stack: Stack, assert: ICfnRuleConditionExpression, assertDescription: string): void {
  new CfnRule(stack, "allowed-here", { assertions: [{ assert, assertDescription }] });
}
