import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { houseDashboard } from "../constructs/dashboard.ts";
import { factRelay } from "../constructs/fact-relay.ts";
import { grantObjects, grantSend, grantTable } from "../constructs/grants.ts";
import { HouseApi } from "../constructs/house-api.ts";
import { apiTimeout, consumerTimeout, HouseFunction, jobTimeout } from "../constructs/house-function.ts";
import { HouseQueue } from "../constructs/house-queue.ts";
import type { TableShape } from "../constructs/house-table.ts";
import { replayFunction } from "../constructs/replay.ts";
import { runEvery } from "../constructs/schedule.ts";
import type { Settings } from "../settings/settings.ts";
import { type ContextDefinition, type FunctionDefinition, type QueueName, type TableName, tables } from "./context.ts";
import type { DataStack } from "./data-stack.ts";

/** What the exchange is made of. */
export interface ExchangeStackProps extends StackProps {
  readonly data: DataStack;
  readonly contexts: readonly ContextDefinition[];
  readonly settings: Settings;
  /** Folder of a prebuilt bundle by its name. */
  readonly bundleFolder: (bundle: string) => string;
}

const timeouts = { api: apiTimeout, job: jobTimeout, facts: consumerTimeout, queue: consumerTimeout };
const batchSize = 10;
const defaultMemoryMb = 512;

/** Everything that keeps no state of its own: functions, queues, schedules, relays and the API. Wired from the contexts' data alone. */
export class ExchangeStack extends Stack {
  readonly #props: ExchangeStackProps;
  readonly #queues = new Map<string, HouseQueue>();
  readonly #subscriptions = new Map<TableName, Map<string, IQueue[]>>();

  constructor(scope: Construct, id: string, props: ExchangeStackProps) {
    super(scope, id, props);
    this.#props = props;
    const { settings, bundleFolder } = props;
    const definitions = props.contexts.flatMap(({ functions }) => functions);
    for (const definition of definitions) this.#makeQueue(definition);
    const api = new HouseApi(this, "api", settings);
    new CfnOutput(this, "ApiUrl", { value: api.api.apiEndpoint });
    const functions = definitions.map((definition) => this.#makeFunction(definition, api));
    const relays = streamedTables().map((tableName) =>
      factRelay(this, {
        table: props.data.tables[tableName],
        tableName,
        subscriptions: this.#subscriptions.get(tableName) ?? new Map(),
        bundleFolder: bundleFolder("relay"),
        settings,
      }),
    );
    const replay = replayFunction(this, { queues: this.#queues, bundleFolder: bundleFolder("replay"), settings });
    houseDashboard(this, "dashboard", { api, functions: [...functions, ...relays, replay], queues: [...this.#queues.values()], relays });
  }

  /** Queues come before functions, which name them. A subscriber's queue has its own name, a queue of messages the name it is sent to by. */
  #makeQueue(definition: FunctionDefinition): void {
    if (definition.kind !== "facts" && definition.kind !== "queue") return;
    const name = queueOf(definition);
    const { whoIsHurt } = definition;
    const { alarmTopicArn } = this.#props.settings;
    const queue = new HouseQueue(this, name, { timeout: consumerTimeout, whoIsHurt, alarmTopicArn });
    this.#queues.set(name, queue);
    if (definition.kind !== "facts") return;
    for (const [tableName, factTypes] of entriesOf(definition.facts)) {
      const ofTable = this.#subscriptions.get(tableName) ?? new Map<string, IQueue[]>();
      this.#subscriptions.set(tableName, ofTable);
      for (const factType of factTypes) ofTable.set(factType, [...(ofTable.get(factType) ?? []), queue]);
    }
  }

  #makeFunction(definition: FunctionDefinition, api: HouseApi): HouseFunction {
    const { settings, bundleFolder } = this.#props;
    const { id, whoIsHurt, kind } = definition;
    const made = new HouseFunction(this, id, {
      bundleFolder: bundleFolder(id),
      timeout: timeouts[kind],
      memoryMb: definition.memoryMb ?? defaultMemoryMb,
      environment: this.#environmentOf(definition),
      whoIsHurt,
      settings,
    });
    this.#grant(made, definition);
    if (definition.kind === "api") api.serve(definition, made);
    if (definition.kind === "job") runEvery(this, made, definition.everyMinutes, { whoIsHurt, alarmTopicArn: settings.alarmTopicArn });
    if (definition.kind === "facts" || definition.kind === "queue") {
      const queue = this.#queue(queueOf(definition));
      if (definition.kind === "facts") grantSend(made, queue.failures);
      const atOnce = definition.kind === "queue" ? definition.batchesAtOnce : undefined;
      const limit = atOnce === undefined ? {} : { maxConcurrency: atOnce };
      made.addEventSource(new SqsEventSource(queue, { batchSize, reportBatchItemFailures: true, ...limit }));
    }
    return made;
  }

  /** A function is told the names of what it is granted, and nothing else. */
  #environmentOf(definition: FunctionDefinition): Record<string, string> {
    const { data, settings } = this.#props;
    const environment: Record<string, string> = {};
    for (const grant of definition.grants) {
      if ("table" in grant) environment[`TABLE_${grant.table.toUpperCase()}`] = data.tables[grant.table].tableName;
      else if ("bucket" in grant) environment.BUCKET_MANIFESTS = data.manifests.bucketName;
      else environment[`QUEUE_${grant.queue.toUpperCase()}`] = this.#queue(grant.queue).queueUrl;
    }
    if (definition.kind === "facts") environment.QUEUE_QUARANTINE = this.#queue(queueOf(definition)).failures.queueUrl;
    if (definition.kind === "api" && definition.knowsFirstOperator) environment.FIRST_OPERATOR = settings.firstOperator;
    return environment;
  }

  #grant(made: HouseFunction, definition: FunctionDefinition): void {
    const { data } = this.#props;
    for (const grant of definition.grants) {
      if ("table" in grant) grantTable(made, data.tables[grant.table], grant);
      else if ("bucket" in grant) grantObjects(made, data.manifests, grant);
      else grantSend(made, this.#queue(grant.queue));
    }
  }

  #queue(name: string): HouseQueue {
    const queue = this.#queues.get(name);
    if (!queue) throw new Error(`no function takes messages from the queue ${name}`);
    return queue;
  }
}

function queueOf(definition: FunctionDefinition & { readonly kind: "facts" | "queue" }): QueueName | string {
  return definition.kind === "queue" ? definition.queue : `${definition.id}-queue`;
}

function streamedTables(): TableName[] {
  return entriesOf<TableShape>(tables).flatMap(([name, shape]) => (shape.streamed ? [name] : []));
}

function entriesOf<Value>(record: Partial<Record<TableName, Value>>): [TableName, Value][] {
  return Object.entries(record) as [TableName, Value][];
}
