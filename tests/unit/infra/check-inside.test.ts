import { describe, expect, it } from "vitest";
import { type Checked, runChecks, tableOf } from "../../../infra/check/check.ts";
import { type Clients, insideChecks } from "../../../infra/check/inside.ts";

/** What an account answers to each call, by its name and the input. */
type Account = Readonly<Record<string, (input: Readonly<Record<string, string>>) => object>>;

const topic = "arn:aws:sns:eu-central-1:123456789012:alarms";
const quiet = { AlarmName: "ezhou-api-faults", StateValue: "OK", AlarmActions: [topic] };

const sound: Account = {
  DescribeTableCommand: () => ({
    Table: { TableStatus: "ACTIVE", DeletionProtectionEnabled: true, StreamSpecification: { StreamEnabled: true } },
  }),
  DescribeContinuousBackupsCommand: () => ({
    ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED" } },
  }),
  GetFunctionConfigurationCommand: () => ({ State: "Active", LastUpdateStatus: "Successful" }),
  ListEventSourceMappingsCommand: () => ({ EventSourceMappings: [{ UUID: "1", State: "Enabled" }] }),
  GetQueueUrlCommand: ({ QueueName }) => ({ QueueUrl: QueueName }),
  GetQueueAttributesCommand: () => ({ Attributes: { ApproximateNumberOfMessages: "0", ApproximateNumberOfMessagesNotVisible: "0" } }),
  GetAccountSettingsCommand: () => ({ AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 900 } }),
  DescribeStacksCommand: () => ({ Stacks: [{ StackStatus: "UPDATE_COMPLETE" }] }),
  DescribeAlarmsCommand: ({ NextToken }) =>
    NextToken === undefined
      ? { MetricAlarms: [quiet], NextToken: "more" }
      : { MetricAlarms: [{ ...quiet, AlarmName: "ezhou-replay-errors" }] },
  ListSubscriptionsByTopicCommand: () => ({
    Subscriptions: [{ SubscriptionArn: `${topic}:1` }, { SubscriptionArn: "PendingConfirmation" }],
  }),
  DescribeKeyCommand: () => ({ KeyMetadata: { KeyState: "Enabled" } }),
};

async function check(broken: Account = {}, alarmTopicArn: string | undefined = topic): Promise<readonly Checked[]> {
  const account = { ...sound, ...broken };
  const client = {
    send: async (command: { readonly constructor: { readonly name: string }; readonly input: Readonly<Record<string, string>> }) =>
      account[command.constructor.name]?.(command.input),
  };
  const clients = {
    ...{ dynamo: client, lambda: client, sqs: client, kms: client },
    ...{ sns: client, alarms: client, stacks: client },
  } as unknown as Clients;
  return runChecks(insideChecks(clients, "ezhou", alarmTopicArn === "" ? undefined : alarmTopicArn));
}

/** Answers one resource differently than the others. */
function one(call: string, key: string, name: string, answer: () => object): Account {
  return { [call]: (input) => (input[key] === name ? answer() : (sound[call]?.(input) ?? {})) };
}

describe("a deployment checked from inside its account", () => {
  it("passes where all that the contexts declare is there, protected, connected and nothing has failed", async () => {
    const checked = await check();
    expect(
      checked.every(({ result }) => result === "passed"),
      tableOf(checked),
    ).toBe(true);
    expect(tableOf(checked)).toMatch(/alarms +all 2/);
  });

  it("says that it could not look at the topic of alarms where nobody named it", async () => {
    const skipped = (await check({}, "")).filter(({ result }) => result === "skipped");
    expect(skipped.map(({ saw }) => saw)).toEqual(["set ECOVALUE_ALARM_TOPIC_ARN to what was deployed"]);
  });

  const table = { TableStatus: "ACTIVE", DeletionProtectionEnabled: true, StreamSpecification: { StreamEnabled: true } };
  const notFound = (): object => {
    throw Object.assign(new Error("there is none"), { name: "ResourceNotFoundException" });
  };
  it.each<[what: string, broken: Account, told: RegExp]>([
    [
      "concurrency",
      { GetAccountSettingsCommand: () => ({ AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 } }) },
      /^10 concurrent runs in the account/,
    ],
    [
      "stacks",
      one("DescribeStacksCommand", "StackName", "ezhou-cash", () => ({ Stacks: [{ StackStatus: "UPDATE_ROLLBACK_COMPLETE" }] })),
      /^ezhou-cash is UPDATE_ROLLBACK_COMPLETE$/,
    ],
    ["stacks", one("DescribeStacksCommand", "StackName", "ezhou-front", notFound), /there is none \("front"\)/],
    [
      "alarms",
      one("DescribeAlarmsCommand", "NextToken", "more", () => ({ MetricAlarms: [{ ...quiet, AlarmName: "late", StateValue: "ALARM" }] })),
      /^late is firing$/,
    ],
    ["alarms", { DescribeAlarmsCommand: () => ({ MetricAlarms: [{ ...quiet, AlarmActions: [] }] }) }, /is without an action$/],
    ["alarms", { DescribeAlarmsCommand: () => ({}) }, /there are none/],
    [
      "alarm topic",
      { ListSubscriptionsByTopicCommand: () => ({ Subscriptions: [{ SubscriptionArn: "PendingConfirmation" }] }) },
      /^1 subscriptions, none confirmed$/,
    ],
    [
      "tables",
      one("DescribeTableCommand", "TableName", "ezhou-Cash", () => ({ Table: { ...table, DeletionProtectionEnabled: false } })),
      /ezhou-Cash is without deletion protection/,
    ],
    [
      "tables",
      one("DescribeTableCommand", "TableName", "ezhou-Cash", () => ({ Table: { ...table, StreamSpecification: undefined } })),
      /ezhou-Cash is without stream/,
    ],
    [
      "tables",
      one("DescribeContinuousBackupsCommand", "TableName", "ezhou-Bidding", () => ({})),
      /ezhou-Bidding is without point-in-time recovery/,
    ],
    ["functions", one("GetFunctionConfigurationCommand", "FunctionName", "ezhou-cash-api", notFound), /there is none \("cash-api"\)/],
    [
      "functions",
      one("GetFunctionConfigurationCommand", "FunctionName", "ezhou-replay", () => ({ LastUpdateStatus: "Failed" })),
      /ezhou-replay is Failed/,
    ],
    ["event sources", one("ListEventSourceMappingsCommand", "FunctionName", "ezhou-relay-cash", () => ({})), /ezhou-relay-cash has none/],
    [
      "event sources",
      one("ListEventSourceMappingsCommand", "FunctionName", "ezhou-relay-cash", () => ({
        EventSourceMappings: [{ UUID: "7", State: "Disabled" }],
      })),
      /ezhou-relay-cash Disabled \(7\)/,
    ],
    [
      "failure queues",
      one("GetQueueAttributesCommand", "QueueUrl", "ezhou-closings-failed", () => ({
        Attributes: { ApproximateNumberOfMessagesNotVisible: "2" },
      })),
      /ezhou-closings-failed holds 2/,
    ],
    [
      "keys",
      one("DescribeKeyCommand", "KeyId", "alias/ezhou-Sealing", () => ({ KeyMetadata: { KeyState: "PendingDeletion" } })),
      /alias\/ezhou-Sealing is PendingDeletion/,
    ],
  ])("names what is wrong with %s, and nothing else", async (what, broken, told) => {
    const checked = await check(broken);
    const failed = checked.filter(({ result }) => result === "failed");
    expect(failed.map(({ name }) => name)).toEqual([what]);
    expect(failed[0]?.saw).toMatch(told);
    expect(failed[0]?.saw).not.toContain(";");
  });
});
