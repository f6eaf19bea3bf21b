import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { type Fields, fieldsOf } from "../../infra/local-cloud/values.ts";
import { factTableOf, functionsOf, functionsOfKind, queueOf } from "../../shared/deployment/derive.ts";
import { differences, everyOf, idOf, listOf, type Synthesis, same, syntheses } from "../support/synth.ts";

const relays = contexts.flatMap((context) => factTableOf(context) ?? []).map((name) => `relay-${name.toLowerCase()}`);
const jobs = functionsOfKind(contexts, "job");
const consumers = functionsOf(contexts).filter((each) => queueOf(each) !== undefined);

/** Seconds that a function of each kind may run; closing relies on the first, visibility timeouts on the last two. */
const seconds = { api: 29, job: 300, facts: 60, queue: 60 } as const;
const fortnight = 14 * 86_400;

describe("settings that decide how much is tried, kept and run at once, on every partition", () => {
  let all: readonly Synthesis[];
  beforeAll(async () => {
    all = await syntheses();
  });

  /** Compares one line for each resource with what the contexts' data asks for, so that a failure names the resource. */
  function compare(linesOf: (synthesis: Synthesis) => readonly string[], wanted: readonly string[]): void {
    expect(wanted.length).toBeGreaterThan(0);
    for (const synthesis of all) {
      expect(differences(linesOf(synthesis), wanted)).toEqual(same);
    }
  }

  it("gives every function the memory of its definition and the timeout of its kind", () => {
    const own = functionsOf(contexts).map(({ id, definition }) => `${id}: ${definition.memoryMb ?? 512} MB, ${seconds[definition.kind]} s`);
    // Not only the default, or ignoring the definition would go unnoticed.
    expect(functionsOf(contexts).filter(({ definition }) => (definition.memoryMb ?? 512) !== 512)).not.toEqual([]);
    compare(
      ({ assembly }) =>
        assembly
          .ofType("AWS::Lambda::Function")
          .map((each) => `${idOf(each)}: ${each.properties.MemorySize} MB, ${each.properties.Timeout} s`),
      [...own, ...relays.map((id) => `${id}: 256 MB, 60 s`), "replay: 256 MB, 600 s"],
    );
  });

  it("keeps messages and failures for 14 days, tries a message five times and then hands it to its own failure queue", () => {
    const sources = consumers.map((each) => queueOf(each)).map((id) => `${id}: ${fortnight} s, 5 tries, then ${id}-failed`);
    const failing = [...consumers.map((each) => queueOf(each)), ...jobs.map(({ id }) => id), ...relays];
    compare(
      ({ assembly }) =>
        assembly.ofType("AWS::SQS::Queue").map((queue) => {
          const { RedrivePolicy, MessageRetentionPeriod } = queue.properties;
          const { maxReceiveCount, deadLetterTargetArn } = fieldsOf(RedrivePolicy);
          const kept = `${idOf(queue)}: ${MessageRetentionPeriod} s`;
          return RedrivePolicy === undefined ? kept : `${kept}, ${maxReceiveCount} tries, then ${idAt(deadLetterTargetArn)}`;
        }),
      [...sources, ...failing.map((id) => `${id}-failed: ${fortnight} s`)],
    );
  });

  it("reads every queue in tens, with the concurrency of its definition", () => {
    const concurrencyOf = ({ definition }: (typeof consumers)[number]): string =>
      definition.kind === "queue" && definition.maximumConcurrency !== undefined ? String(definition.maximumConcurrency) : "any";
    expect(consumers.map(concurrencyOf)).toEqual(expect.arrayContaining(["5", "any"]));
    compare(
      ({ assembly }) =>
        mappingsOf(assembly, "queue").map(({ EventSourceArn, FunctionName, BatchSize, ScalingConfig }) => {
          const { MaximumConcurrency = "any" } = fieldsOf(ScalingConfig);
          return `${idAt(EventSourceArn)} to ${idAt(FunctionName)}: ${BatchSize} each, ${MaximumConcurrency} at once`;
        }),
      consumers.map((each) => `${queueOf(each)} to ${each.id}: 10 each, ${concurrencyOf(each)} at once`),
    );
  });

  it("relays every fact since the table was made, and tries for half of the day that the stream keeps it", () => {
    compare(
      ({ assembly }) =>
        mappingsOf(assembly, "stream").map(
          ({ FunctionName, StartingPosition, BatchSize, MaximumRetryAttempts, MaximumRecordAgeInSeconds }) =>
            `${idAt(FunctionName)}: ${StartingPosition}, ${BatchSize} each, ${MaximumRetryAttempts} retries in ${MaximumRecordAgeInSeconds} s`,
        ),
      relays.map((id) => `${id}: TRIM_HORIZON, 100 each, 100 retries in 43200 s`),
    );
  });

  it("runs every job at its interval, and twice more when a run can't be started", () => {
    compare(
      ({ assembly }) =>
        everyOf(assembly, "AWS::Events::Rule").flatMap(({ properties: { ScheduleExpression, State, Targets } }) =>
          listOf(Targets)
            .map(fieldsOf)
            .map(({ Arn, RetryPolicy, DeadLetterConfig }) => {
              const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = fieldsOf(RetryPolicy);
              const failures = idAt(fieldsOf(DeadLetterConfig).Arn);
              return `${idAt(Arn)}: ${State}, ${ScheduleExpression}, ${MaximumRetryAttempts} retries in ${MaximumEventAgeInSeconds} s, then ${failures}`;
            }),
        ),
      jobs.map(
        ({ id, definition: { everyMinutes } }) =>
          `${id}: ENABLED, ${rateOf(everyMinutes)}, 2 retries in ${Math.max(everyMinutes, 5) * 60} s, then ${id}-failed`,
      ),
    );
  });

  it("runs a job twice more when a run fails", () => {
    compare(
      ({ assembly }) =>
        everyOf(assembly, "AWS::Lambda::EventInvokeConfig").map(({ properties }) => {
          const { FunctionName, MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = properties;
          const failures = idAt(fieldsOf(fieldsOf(DestinationConfig).OnFailure).Destination);
          return `${idAt(FunctionName)}: ${MaximumRetryAttempts} retries in ${MaximumEventAgeInSeconds} s, then ${failures}`;
        }),
      jobs.map(({ id, definition: { everyMinutes } }) => `${id}: 2 retries in ${Math.max(everyMinutes, 5) * 60} s, then ${id}-failed`),
    );
  });

  it("lets the portals of the settings send every header that an endpoint reads, keys of commands included", () => {
    for (const synthesis of all) {
      expect(everyOf(synthesis, "AWS::ApiGatewayV2::Api").map(({ properties }) => properties.CorsConfiguration)).toEqual([
        {
          AllowOrigins: ["https://exchange.gov.cn", "https://portal.exchange.gov.cn"],
          AllowMethods: ["GET", "POST", "PUT", "DELETE"],
          AllowHeaders: ["authorization", "content-type", "idempotency-key", "accept-language"],
          ExposeHeaders: ["location", "idempotency-replayed", "retry-after", "www-authenticate", "apigw-requestid"],
          MaxAge: 3_600,
        },
      ]);
    }
  });

  it("shows requests and latency of the API, failures and times of every function, and the oldest message of every queue and stream", () => {
    const everyFunction = [...functionsOf(contexts).map(({ id }) => id), ...relays, "replay"];
    compare(
      (synthesis) => everyOf(synthesis, "AWS::CloudWatch::Dashboard").flatMap(({ properties }) => shownOn(properties.DashboardBody)),
      [
        ...["Count", "4xx", "5xx"].map((metric) => `Requests: AWS/ApiGateway ${metric} ApiId`),
        // The median and the 99th percentile.
        ...["p50", "p99"].map((statistic) => `Latency: AWS/ApiGateway Latency ApiId ${statistic}`),
        ...everyFunction.map((id) => `Failed function runs: AWS/Lambda Errors ${id}`),
        ...everyFunction.map((id) => `Function time, p99: AWS/Lambda Duration ${id}`),
        ...consumers.map((each) => `Oldest waiting message: AWS/SQS ApproximateAgeOfOldestMessage ${queueOf(each)}`),
        ...relays.map((id) => `Age of facts when relayed: AWS/Lambda IteratorAge ${id}`),
      ],
    );
  });
});

/** Id in the contexts' data of what an ARN or a name names. */
function idAt(arnOrName: unknown): string {
  return idOf({ name: String(arnOrName).split(":").at(-1) ?? "" });
}

/** Properties of the event sources of one kind. */
function mappingsOf(assembly: Synthesis["assembly"], kind: "queue" | "stream"): Fields[] {
  return everyOf(assembly, "AWS::Lambda::EventSourceMapping")
    .map(({ properties }) => properties)
    .filter(({ EventSourceArn }) => String(EventSourceArn).includes("/stream/") === (kind === "stream"));
}

/** An interval as EventBridge writes it: in the largest unit that divides it. */
function rateOf(minutes: number): string {
  if (minutes % 1_440 === 0) return `rate(${minutes / 1_440} day${minutes === 1_440 ? "" : "s"})`;
  if (minutes % 60 === 0) return `rate(${minutes / 60} hour${minutes === 60 ? "" : "s"})`;
  return `rate(${minutes} minute${minutes === 1 ? "" : "s"})`;
}

/** The metrics on a dashboard, each after the title of its graph; what a reference stands for is not told. */
function shownOn(body: unknown): string[] {
  const [, parts] = listOf(fieldsOf(body)["Fn::Join"]);
  const text = listOf(parts)
    .map((part) => (typeof part === "string" ? part : "…"))
    .join("");
  return listOf(fieldsOf(JSON.parse(text)).widgets)
    .map((widget) => fieldsOf(fieldsOf(widget).properties))
    .flatMap(({ title, metrics }) =>
      listOf(metrics).map((metric) => {
        const [namespace, name, dimension, value] = listOf(metric).map(String);
        const percentile = /"stat":"(p\d+)"/.exec(JSON.stringify(listOf(metric).at(-1)))?.[1];
        return value === "…"
          ? [`${title}: ${namespace} ${name} ${dimension}`, percentile].filter(Boolean).join(" ")
          : `${title}: ${namespace} ${name} ${idAt(value)}`;
      }),
    );
}
