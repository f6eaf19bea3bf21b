import { Duration, Validations } from "aws-cdk-lib";
import { Table } from "aws-cdk-lib/aws-dynamodb";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";
import { alarmPeriod, houseAlarm } from "./alarm.ts";
import { grantReceive, grantSend } from "./grants.ts";
import { consumerTimeout, HouseFunction } from "./house-function.ts";
import { FailureQueue } from "./house-queue.ts";
import type { HouseTable } from "./house-table.ts";

/** A streamed table and the queues that want its facts, by fact type. */
export interface FactRelayProps {
  readonly table: HouseTable;
  readonly tableName: string;
  readonly subscriptions: ReadonlyMap<string, readonly IQueue[]>;
  readonly bundleFolder: string;
  readonly settings: Settings;
}

/** The one reader of a table's stream: copies keys and types of new facts to each subscriber's queue, also those that it gave up before. */
export function factRelay(scope: Construct, props: FactRelayProps): HouseFunction {
  const id = `relay-${props.tableName.toLowerCase()}`;
  const whoIsHurt = `Nobody hears of new facts of ${props.tableName}: settlement, notices and records stand still`;
  const urls = [...props.subscriptions].map(([factType, queues]) => [factType, queues.map((queue) => queue.queueUrl)]);
  const failures = new FailureQueue(scope, `${id}-failed`, { whoIsHurt, alarmTopicArn: props.settings.alarmTopicArn });
  const relay = new HouseFunction(scope, id, {
    bundleFolder: props.bundleFolder,
    timeout: consumerTimeout,
    memoryMb: 256,
    environment: { SUBSCRIPTIONS: JSON.stringify(Object.fromEntries(urls)), QUEUE_FAILURES: failures.queueUrl },
    whoIsHurt,
    settings: props.settings,
  });
  const { tableStreamArn } = props.table;
  if (tableStreamArn === undefined) throw new Error(`${props.tableName} has no stream to relay`);
  const queues = new Set([...props.subscriptions.values()].flat());
  if (queues.size > 0) grantSend(relay, ...queues);
  // To relay again what it gave up; the event source lets it read its stream.
  grantReceive(relay, failures);
  relay.addEventSource(
    new DynamoEventSource(Table.fromTableAttributes(scope, `${id}-table`, { tableArn: props.table.tableArn, tableStreamArn }), {
      // Nothing that was written before the relay was deployed may be lost.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // Queues that are away for an hour or two only delay facts. The stream keeps a day: half of it is left to replay what was given up.
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
    reason: "dynamodb:ListStreams knows no resource: AWS demands the wildcard for event sources.",
  });
  houseAlarm(relay, "age", {
    metric: relay.metric("IteratorAge", { period: alarmPeriod, statistic: "Maximum" }),
    above: 60_000,
    whoIsHurt,
    whatFails: `The stream of ${props.tableName} is read more than a minute late`,
    topicArn: props.settings.alarmTopicArn,
  });
  return relay;
}
