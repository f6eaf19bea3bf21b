import { Duration, Validations } from "aws-cdk-lib";
import { Table } from "aws-cdk-lib/aws-dynamodb";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Construct } from "constructs";
import { subscriptionsOf } from "../../shared/deployment/derive.ts";
import { failuresOf, relayOf, supervisionTable } from "../../shared/deployment/names.ts";
import { arnOf, type Deployment, nameOf, queueAddress, queueAddresses } from "../deployment.ts";
import { addAlarm, alarmPeriod } from "./alarm.ts";
import { allowReceive, allowSend, allowTraces } from "./grants.ts";
import { ServiceFunction, timeouts } from "./service-function.ts";
import { FailureQueue } from "./service-queue.ts";
import type { ServiceTable } from "./service-table.ts";

/**
 * Adds the only reader of a table's stream: it copies keys and types of new facts to each subscriber's queue, and on request relays the
 * batches it gave up.
 */
export function factRelay(scope: Construct, tableName: string, table: ServiceTable, deployment: Deployment): void {
  const id = relayOf(tableName);
  const impact = `New facts of ${tableName} reach no subscriber: settlement, notices and records stop`;
  const failures = new FailureQueue(scope, id, {
    deployment,
    impact,
    remedy: `invoke \`${nameOf(deployment, "function", id)}\` with {"replay":true} and its grounds`,
  });
  const relay = new ServiceFunction(scope, id, {
    deployment,
    bundle: "relay",
    timeout: timeouts.facts,
    memoryMb: 256,
    environment: {
      RELAYED_TABLE: tableName,
      QUEUE_ADDRESSES: queueAddresses(deployment),
      QUEUE_FAILURES: queueAddress(deployment, failuresOf(id)),
      TABLE_SUPERVISION: nameOf(deployment, "table", supervisionTable),
    },
    impact,
  });
  const subscribers = Object.keys(subscriptionsOf(tableName, deployment.contexts));
  if (subscribers.length > 0) allowSend(relay, ...subscribers.map((queue) => arnOf(deployment, "queue", queue)));
  // To relay again what it gave up; the event source grants reading the stream.
  allowTraces(relay, deployment);
  allowReceive(relay, arnOf(deployment, "queue", failuresOf(id)));
  const { tableArn, tableStreamArn } = table;
  if (tableStreamArn === undefined) throw new Error(`${tableName} has no stream to relay`);
  relay.addEventSource(
    new DynamoEventSource(Table.fromTableAttributes(scope, `${id}-table`, { tableArn, tableStreamArn }), {
      // Includes facts written before the relay was deployed.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // Queues that are down for hours only delay facts. The stream keeps records for a day: half of it is left to replay what was given up.
      retryAttempts: 100,
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(failures),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual("INSERT"),
          dynamodb: { NewImage: { factType: { S: FilterRule.exists() } } },
        }),
      ],
    }),
  );
  Validations.of(relay.ownRole).acknowledge({
    id: "AwsSolutions-IAM5[Resource::*]",
    reason: "dynamodb:ListStreams supports no resource: AWS requires the wildcard for event sources.",
  });
  addAlarm(relay, "age", {
    of: id,
    metric: relay.metric("IteratorAge", { period: alarmPeriod, statistic: "Maximum" }),
    above: 60_000,
    impact,
    finding: `Reading the stream of ${tableName} lags by more than a minute`,
    settings: deployment.settings,
  });
}
