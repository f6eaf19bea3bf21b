import type { SQSClient } from "@aws-sdk/client-sqs";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Assembly, Resource } from "./assembly/assembly.ts";
import type { LocalClock } from "./clock.ts";
import { keysOf, resourceWithArn } from "./deployed-functions.ts";
import type { Engines } from "./engines/engines.ts";
import { fileCheckpoints } from "./event-sources/checkpoints.ts";
import { startQueueSource } from "./event-sources/queue-source.ts";
import { failureDestination, queueSettings, streamSettings } from "./event-sources/settings.ts";
import { startStreamSource } from "./event-sources/stream-source.ts";
import type { EventSource, Invoke } from "./event-sources/types.ts";
import { asynchronousSettings, type DeliverySettings } from "./functions/asynchronous.ts";
import { type Invocations, startInvocations } from "./functions/invocations.ts";
import { ruleSchedules, schedulerSchedule } from "./schedules/definitions.ts";
import { type Schedules, startSchedules } from "./schedules/schedules.ts";
import type { StateContents } from "./state-contents.ts";

/** What event sources, schedules and invocations are wired from. */
export interface SourcesOptions {
  readonly assembly: Assembly;
  readonly engines: Engines;
  readonly sqs: SQSClient;
  readonly clock: LocalClock;
  readonly invoke: Invoke;
  /** ARN of each table's stream at the engine. */
  readonly streams: ReadonlyMap<string, string>;
  readonly checkpointFolder: string;
  /** Called when a source has stopped for good, with the reason. */
  readonly lose: (reason: string) => void;
  readonly log: (message: string) => void;
}

/** Sends a message to the queue with an ARN, directly at the engine. */
function sender({ assembly, sqs, engines }: SourcesOptions): (queueArn: string, body: string) => Promise<void> {
  return async (queueArn, body) => {
    const { name } = resourceWithArn(assembly, "AWS::SQS::Queue", queueArn);
    const QueueUrl = `${engines.queues}/${assembly.target.accountId}/${name}`;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
  };
}

/** Starts every event source mapping: streams and queues. */
export function startSources(options: SourcesOptions): { readonly sources: readonly EventSource[]; poll(names: readonly string[]): void } {
  const { assembly, engines, invoke, log, lose } = options;
  const { region, accountId } = assembly.target;
  const send = sender(options);
  const byOrigin = new Map<string, EventSource[]>();
  const sources = assembly.ofType("AWS::Lambda::EventSourceMapping").map((mapping) => {
    const { properties } = mapping;
    const target = functionOf(assembly, String(properties.FunctionName));
    const origin = String(properties.EventSourceArn);
    const table = streamedTable(assembly, origin);
    const common = { id: mapping.name, functionName: target.name, region, invoke, log };
    const name = table?.name ?? resourceWithArn(assembly, "AWS::SQS::Queue", origin).name;
    const onFailure = failureDestination(properties);
    const source = table
      ? startStreamSource({
          ...common,
          functionArn: target.arn ?? "",
          tableName: name,
          streamArn: options.streams.get(name) ?? "",
          eventSourceArn: origin,
          endpoint: engines.dynamodb,
          settings: streamSettings(properties),
          checkpoints: fileCheckpoints(options.checkpointFolder),
          // Records carry the engine's time, which is the machine's.
          now: () => Date.now(),
          onStopped: lose,
          ...(onFailure && { onFailure: (message: string) => send(onFailure, message) }),
        })
      : startQueueSource({
          ...common,
          queueUrl: `${engines.queues}/${accountId}/${name}`,
          queueArn: origin,
          endpoint: engines.queues,
          settings: queueSettings(properties),
        });
    byOrigin.set(name, [...(byOrigin.get(name) ?? []), source]);
    return source;
  });
  return {
    sources,
    poll: (names) => {
      for (const name of names) for (const source of byOrigin.get(name) ?? []) source.poll();
    },
  };
}

/** The table whose stream has this ARN. */
function streamedTable(assembly: Assembly, streamArn: string): Resource | undefined {
  return assembly.ofType("AWS::DynamoDB::Table").find(({ arn }) => arn !== undefined && streamArn.startsWith(`${arn}/stream/`));
}

/** What the state folder holds of an assembly: `own` says whether its tables, and its queues and buckets, are in the folder or elsewhere. */
export function contentsOf(assembly: Assembly, own: { readonly tables: boolean; readonly queues: boolean }): StateContents {
  const names = (type: string): string[] => assembly.ofType(type).map(({ name }) => name);
  const streams = assembly.ofType("AWS::Lambda::EventSourceMapping").flatMap(({ name, properties }): [string, string][] => {
    const table = streamedTable(assembly, String(properties.EventSourceArn));
    return table ? [[name, table.name]] : [];
  });
  return {
    tables: own.tables ? names("AWS::DynamoDB::Table") : [],
    queues: own.queues ? names("AWS::SQS::Queue") : [],
    buckets: own.queues ? names("AWS::S3::Bucket") : [],
    keys: keysOf(assembly).map(({ arn }) => arn),
    streams: Object.fromEntries(streams),
  };
}

/** Starts every schedule, by the local clock; those that came due while the local cloud was stopped run at once. */
export function startDeployedSchedules(options: SourcesOptions): Schedules {
  const { assembly, clock, invoke, log } = options;
  const { region, accountId } = assembly.target;
  return startSchedules({
    definitions: [
      ...assembly.ofType("AWS::Scheduler::Schedule").map(({ name, arn = "", properties }) => schedulerSchedule(name, arn, properties)),
      ...assembly.ofType("AWS::Events::Rule").flatMap(({ name, arn = "", properties }) => ruleSchedules(name, arn, properties)),
    ],
    clock,
    invoke,
    functionNameOf: (arn) => resourceWithArn(assembly, "AWS::Lambda::Function", arn).name,
    asynchronous: asynchronousSettingsOf(assembly),
    sendFailure: sender(options),
    ...{ region, accountId, log },
    since: clock.lastSeen,
  });
}

/** Starts the functions that other functions invoke. */
export function startDeployedInvocations(options: SourcesOptions): Invocations {
  const { assembly, clock, invoke, log } = options;
  return startInvocations({
    ...{ invoke, log },
    now: clock.now,
    arnOf: (functionName) => assembly.ofType("AWS::Lambda::Function").find(({ name }) => name === functionName)?.arn,
    asynchronous: asynchronousSettingsOf(assembly),
    sendFailure: sender(options),
  });
}

function asynchronousSettingsOf(assembly: Assembly): (functionName: string) => DeliverySettings {
  const configs = assembly.ofType("AWS::Lambda::EventInvokeConfig");
  return (functionName) =>
    asynchronousSettings(
      configs.find(({ properties }) => functionOf(assembly, String(properties.FunctionName)).name === functionName)?.properties,
    );
}

/** A function by its name or ARN, with or without qualifier. */
function functionOf(assembly: Assembly, reference: string) {
  const found = assembly.ofType("AWS::Lambda::Function").find(({ name, arn }) => name === reference || arn === reference);
  if (!found) throw new Error(`there is no function ${reference}`);
  return found;
}
