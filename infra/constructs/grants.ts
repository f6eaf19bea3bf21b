import { Aws, Fn, Stack, Validations } from "aws-cdk-lib";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Grant, KeyGrant, ObjectGrant, TableGrant } from "../../shared/deployment/grants.ts";
import { supervisionTable } from "../../shared/deployment/names.ts";
import { arnOf, type Deployment, everyKeyArn, keyAlias } from "../deployment.ts";
import type { ServiceFunction } from "./service-function.ts";

/** Allows what a grant lists and nothing else; CDK's helpers (`grantReadData` and others) would also grant Query and Scan. */
export function allow(to: ServiceFunction, deployment: Deployment, grant: Grant): void {
  if ("table" in grant) allowTable(to, deployment, grant);
  else if ("bucket" in grant) allowObjects(to, deployment, grant);
  else if ("key" in grant) allowKey(to, deployment, grant);
  else if ("queue" in grant) allowSend(to, arnOf(deployment, "queue", grant.queue));
  else if (grant.send === "mail") allowMail(to, deployment);
  else allowSms(to);
}

/**
 * Grants of the same actions on the same table as one, with the keys of all: a role's own policy has room for 10,240 characters only. Together
 * they allow what they did apart.
 */
export function joined(grants: readonly Grant[]): readonly Grant[] {
  const byActions = Map.groupBy(grants, (grant) => ("table" in grant && grant.keys ? nameOf(grant) : grant));
  return [...byActions.values()].flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return first ?? [];
    const keys = new Set([first, ...others].flatMap((each) => ("table" in each ? (each.keys ?? []) : [])));
    return { ...first, keys: [...keys] };
  });
}

function nameOf({ table, actions, index = "" }: TableGrant): string {
  return [table, index, ...[...actions].sort()].join(" ");
}

/** Allows mail from the domain of the sender in the settings. */
function allowMail(to: ServiceFunction, { settings }: Deployment): void {
  const domain = settings.mailSender.slice(settings.mailSender.indexOf("@") + 1);
  const identity = Fn.join(":", ["arn", Aws.PARTITION, "ses", Aws.REGION, Aws.ACCOUNT_ID, `identity/${domain}`]);
  to.ownRole.addToPrincipalPolicy(new PolicyStatement({ actions: ["ses:SendEmail"], resources: [identity] }));
}

/** Allows SMS. A phone number has no ARN, so the right names every resource, and topics are denied. */
function allowSms(to: ServiceFunction): void {
  const topics = Fn.join(":", ["arn", Aws.PARTITION, "sns", "*", "*", "*"]);
  to.ownRole.addToPrincipalPolicy(new PolicyStatement({ actions: ["sns:Publish"], resources: ["*"] }));
  to.ownRole.addToPrincipalPolicy(new PolicyStatement({ effect: Effect.DENY, actions: ["sns:Publish"], resources: [topics] }));
  acknowledgeWildcard(to, "*", "Phone numbers have no ARN: everything else that can be published to is denied.");
}

/**
 * `ForAllValues` also matches requests without leading keys, but only Scan and PartiQL send those and no grant can name them, so a null
 * check would add nothing.
 */
function allowTable(to: ServiceFunction, deployment: Deployment, { table, actions, keys, index }: TableGrant): void {
  const tableArn = arnOf(deployment, "table", table);
  to.ownRole.addToPrincipalPolicy(
    new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [index === undefined ? tableArn : `${tableArn}/index/${index}`],
      ...(keys ? { conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [...keys] } } } : {}),
    }),
  );
}

function allowObjects(to: ServiceFunction, deployment: Deployment, { bucket, actions, prefixes }: ObjectGrant): void {
  const resources = prefixes.map((prefix) => `${arnOf(deployment, "bucket", bucket)}/${prefix}`);
  to.ownRole.addToPrincipalPolicy(new PolicyStatement({ actions: actions.map((action) => `s3:${action}`), resources }));
  for (const resource of resources)
    acknowledgeWildcard(to, resource, "Objects are named by auction or member: the prefix is the narrowest resource that names them all.");
}

/** Stacks know a key of another one by its alias only, so the right is to requests that name the alias. */
function allowKey(to: ServiceFunction, deployment: Deployment, { key, actions }: KeyGrant): void {
  const resource = everyKeyArn();
  to.ownRole.addToPrincipalPolicy(
    new PolicyStatement({
      actions: actions.map((action) => `kms:${action}`),
      resources: [resource],
      conditions: { StringEquals: { "kms:RequestAlias": keyAlias(deployment, key) } },
    }),
  );
  acknowledgeWildcard(to, resource, "The condition limits the statement to requests that name the one key by its alias.");
}

/** Allows to leave a trace that the supervisor of the operator sees: to list an act and to count it. */
export function allowTraces(to: ServiceFunction, deployment: Deployment): void {
  allowTable(to, deployment, { table: supervisionTable, actions: ["PutItem"], keys: ["acts#*"] });
  allowTable(to, deployment, { table: supervisionTable, actions: ["UpdateItem"], keys: ["act-counts#*"] });
}

/** Allows to send to queues. */
export function allowSend(to: ServiceFunction, ...queueArns: readonly string[]): void {
  to.ownRole.addToPrincipalPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [...queueArns] }));
}

/** Allows to take messages out of queues and to count them. */
export function allowReceive(to: ServiceFunction, ...queueArns: readonly string[]): void {
  const actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
  to.ownRole.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [...queueArns] }));
}

/** Acknowledges, with the reason, that a resource in a function's policy ends with a wildcard. */
export function acknowledgeWildcard(to: ServiceFunction, resource: string, reason: string): void {
  const resolved: unknown = Stack.of(to).resolve(resource);
  Validations.of(to.ownRole).acknowledge({ id: `AwsSolutions-IAM5[Resource::${written(resolved)}]`, reason });
}

/** A resolved ARN in cdk-nag's notation: references in angle brackets. */
function written(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const { Ref, "Fn::Join": join } = value as { Ref?: string; "Fn::Join"?: [string, unknown[]] };
  return Ref === undefined ? (join?.[1] ?? []).map(written).join(join?.[0] ?? "") : `<${Ref}>`;
}
