import { Stack, Validations } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { ObjectGrant, TableGrant } from "../stacks/context.ts";
import type { HouseFunction } from "./house-function.ts";

/**
 * Allows the listed actions and nothing else; the helpers of the library (`grantReadData` and the like) would give Query and Scan along.
 * `ForAllValues` is also true of a request without leading keys, but only Scan and PartiQL lack them and no grant can name those, so a null
 * guard would guard nothing.
 */
export function grantTable(to: HouseFunction, table: Table, grant: TableGrant): void {
  to.ownRole.addToPrincipalPolicy(
    new PolicyStatement({
      actions: grant.actions.map((action) => `dynamodb:${action}`),
      resources: [grant.index === undefined ? table.tableArn : `${table.tableArn}/index/${grant.index}`],
      ...(grant.keys ? { conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [...grant.keys] } } } : {}),
    }),
  );
}

/** Allows the listed actions on objects whose keys fit the prefixes. */
export function grantObjects(to: HouseFunction, bucket: Bucket, grant: ObjectGrant): void {
  // Exported by name here and not by the library on its way out, because an acknowledgement has to quote the reference.
  const bucketArn = Stack.of(bucket).exportValue(bucket.bucketArn);
  const resources = grant.prefixes.map((prefix) => `${bucketArn}/${prefix}`);
  to.ownRole.addToPrincipalPolicy(new PolicyStatement({ actions: grant.actions.map((action) => `s3:${action}`), resources }));
  for (const prefix of grant.prefixes) {
    Validations.of(to.ownRole).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${Stack.of(to).resolve(bucketArn)["Fn::ImportValue"]}/${prefix}]`,
      reason: "Objects are named by auction: the prefix is the narrowest resource that names them all.",
    });
  }
}

/** Allows to send to a queue. */
export function grantSend(to: HouseFunction, ...queues: readonly IQueue[]): void {
  to.ownRole.addToPrincipalPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: queues.map((queue) => queue.queueArn) }));
}

/** Allows to take messages out of a queue and to count them. */
export function grantReceive(to: HouseFunction, ...queues: readonly IQueue[]): void {
  const actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
  to.ownRole.addToPrincipalPolicy(new PolicyStatement({ actions, resources: queues.map((queue) => queue.queueArn) }));
}
