import { type CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { type CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { DescribeContinuousBackupsCommand, DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DescribeKeyCommand, type KMSClient } from "@aws-sdk/client-kms";
import {
  GetAccountSettingsCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { ListSubscriptionsByTopicCommand, type SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { contexts } from "../../functions/registry.ts";
import { factTableOf, functionsOf, functionsOfKind, queueOf, tablesOf } from "../../shared/deployment/derive.ts";
import { failuresOf, nameIn, relayOf } from "../../shared/deployment/names.ts";
import { type Check, failed, passed, type Result, skipped } from "./check.ts";

/** Clients of the account that a deployment is in. */
export interface Clients {
  readonly dynamo: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly kms: KMSClient;
  readonly sns: SNSClient;
  readonly alarms: CloudWatchClient;
  readonly stacks: CloudFormationClient;
}

/** Concurrent runs of the account that are too few: new accounts have 10, which the jobs of a busy minute use up. */
const leastConcurrency = 100;
/** States of a stack whose last change succeeded. */
const completeStates = ["CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"];

const functions = functionsOf(contexts);
const relays = contexts.flatMap((context) => factTableOf(context) ?? []).map(relayOf);
const queues = functions.flatMap((each) => queueOf(each) ?? []);
const jobs = functionsOfKind(contexts, "job").map(({ id }) => id);
const keys = contexts.flatMap((context) => ("keys" in context ? Object.keys(context.keys) : []));

/** What only the account shows: everything that the contexts declare is there, protected, connected, and nothing has failed. */
export function insideChecks(clients: Clients, deployment: string, alarmTopicArn: string | undefined): readonly Check[] {
  const name = (id: string): string => nameIn(deployment, id);
  const stacks = ["data", ...new Set(functions.map(({ context }) => context.name)), "front"];
  const sources = [...relays, ...functions.filter((each) => queueOf(each) !== undefined).map(({ id }) => id)];
  return [
    { name: "concurrency", run: () => hasConcurrency(clients.lambda) },
    {
      name: "stacks",
      run: () =>
        all(stacks, (id) => stackFault(clients.stacks, name(id)), {
          fix: "read the stack's events: its last change failed, and was undone where the state is of a rollback; then deploy again",
        }),
    },
    {
      name: "tables",
      run: () =>
        all(Object.entries(tablesOf(contexts)), ([id, { streamed }]) => tableFault(clients.dynamo, name(id), streamed), {
          fix: "deploy the stack -data; a protection that was switched off by hand comes back with: aws dynamodb update-table, update-continuous-backups",
        }),
    },
    {
      name: "functions",
      run: () =>
        all([...functions.map(({ id }) => id), ...relays, "replay"], (id) => functionFault(clients.lambda, name(id)), {
          fix: "deploy the stack it is in",
        }),
    },
    {
      name: "event sources",
      run: () =>
        all(sources, (id) => sourceFault(clients.lambda, name(id)), {
          fix: "aws lambda update-event-source-mapping --enabled --uuid UUID",
        }),
    },
    {
      name: "failure queues",
      run: () =>
        all([...queues, ...jobs, ...relays].map(failuresOf), (id) => queueFault(clients.sqs, name(id)), {
          fix: "docs/operations.md, Alarms: find the cause, then replay",
        }),
    },
    {
      name: "keys",
      run: () => all(keys, (id) => keyFault(clients.kms, `alias/${name(id)}`), { fix: "deploy the stack -data, or enable the key again" }),
    },
    { name: "alarms", run: () => areQuiet(clients.alarms, name("")) },
    { name: "alarm topic", run: () => reachesSomebody(clients.sns, alarmTopicArn) },
  ];
}

/** Looks at each; failed with everything that is wrong. */
async function all<Each>(
  each: readonly Each[],
  faultOf: (one: Each) => Promise<string | undefined>,
  { fix }: { readonly fix: string },
): Promise<Result> {
  const faults: string[] = [];
  for (const one of each) {
    const fault = await faultOf(one).catch(
      (error: unknown) => `${error instanceof Error ? `${error.name}: ${error.message}` : error} (${JSON.stringify(one)})`,
    );
    if (fault !== undefined) faults.push(fault);
  }
  return faults.length === 0 ? passed(`all ${each.length}`) : failed(faults.join("; "), fix);
}

async function hasConcurrency(lambda: LambdaClient): Promise<Result> {
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  const { ConcurrentExecutions: runs = 0, UnreservedConcurrentExecutions: left = 0 } = AccountLimit ?? {};
  const saw = `${runs} concurrent runs in the account, ${left} of them not reserved`;
  return left >= leastConcurrency ? passed(saw) : failed(saw, "raise it to 1,000: Service Quotas, AWS Lambda, Concurrent executions");
}

async function stackFault(stacks: CloudFormationClient, StackName: string): Promise<string | undefined> {
  const { Stacks: [stack] = [] } = await stacks.send(new DescribeStacksCommand({ StackName }));
  const state = String(stack?.StackStatus);
  return faultOf(StackName, { [state]: !completeStates.includes(state) });
}

/** Whether no alarm of the deployment fires, and each notifies somebody. */
async function areQuiet(alarms: CloudWatchClient, AlarmNamePrefix: string): Promise<Result> {
  const found: MetricAlarm[] = [];
  let NextToken: string | undefined;
  do {
    const page = await alarms.send(new DescribeAlarmsCommand({ AlarmNamePrefix, ...(NextToken === undefined ? {} : { NextToken }) }));
    found.push(...(page.MetricAlarms ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const faults = found.flatMap(({ AlarmName = "", StateValue, AlarmActions = [] }) => {
    const fault = faultOf(AlarmName, { firing: StateValue === "ALARM", "without an action": AlarmActions.length === 0 });
    return fault ?? [];
  });
  if (found.length === 0) faults.push("there are none");
  return faults.length === 0
    ? passed(`all ${found.length}`)
    : failed(
        faults.join("; "),
        "docs/operations.md, Alarms; in the first hour those named -missed of hourly jobs fire: they have not run yet",
      );
}

async function reachesSomebody(sns: SNSClient, TopicArn: string | undefined): Promise<Result> {
  if (TopicArn === undefined) return skipped("set ECOVALUE_ALARM_TOPIC_ARN to what was deployed");
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const confirmed = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn?.startsWith("arn:"));
  return confirmed.length > 0
    ? passed(`${confirmed.length} confirmed subscriptions`)
    : failed(
        `${Subscriptions.length} subscriptions, none confirmed`,
        "aws sns subscribe, and open the link in the mail that arrives: until then alarms reach nobody",
      );
}

async function tableFault(dynamo: DynamoDBClient, TableName: string, streamed: boolean): Promise<string | undefined> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  const { ContinuousBackupsDescription } = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName }));
  const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  return faultOf(TableName, {
    "not active": Table?.TableStatus !== "ACTIVE",
    "without deletion protection": !Table?.DeletionProtectionEnabled,
    "without point-in-time recovery": recovery !== "ENABLED",
    "without stream": streamed && !Table?.StreamSpecification?.StreamEnabled,
  });
}

async function functionFault(lambda: LambdaClient, FunctionName: string): Promise<string | undefined> {
  const { State = "Active", LastUpdateStatus = "Successful" } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return faultOf(FunctionName, { [State]: State !== "Active", [LastUpdateStatus]: LastUpdateStatus !== "Successful" });
}

async function sourceFault(lambda: LambdaClient, FunctionName: string): Promise<string | undefined> {
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  if (EventSourceMappings.length === 0) return `${FunctionName} has none`;
  const off = EventSourceMappings.filter(({ State }) => State !== "Enabled");
  return off.length === 0 ? undefined : off.map(({ UUID, State }) => `${FunctionName} ${State} (${UUID})`).join("; ");
}

async function queueFault(sqs: SQSClient, QueueName: string): Promise<string | undefined> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }));
  const waiting = AttributeNames.reduce((count, attribute) => count + Number(Attributes[attribute] ?? 0), 0);
  return waiting === 0 ? undefined : `${QueueName} holds ${waiting}`;
}

async function keyFault(kms: KMSClient, KeyId: string): Promise<string | undefined> {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
  return faultOf(KeyId, { [String(KeyMetadata?.KeyState)]: KeyMetadata?.KeyState !== "Enabled" });
}

function faultOf(name: string, faults: Readonly<Record<string, boolean>>): string | undefined {
  const found = Object.entries(faults).flatMap(([fault, holds]) => (holds ? fault : []));
  return found.length === 0 ? undefined : `${name} is ${found.join(" and ")}`;
}
