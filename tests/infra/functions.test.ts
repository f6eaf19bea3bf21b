import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import {
  factsOf,
  factTableOf,
  functionsOf,
  functionsOfKind,
  noticeTextOf,
  queueOf,
  subscribedFacts,
} from "../../shared/deployment/derive.ts";
import { builtBundles } from "../support/bundles.ts";
import {
  breaking,
  differences,
  everyOf,
  idOf,
  listOf,
  referenced,
  type Synthesis,
  same,
  statementsOf,
  syntheses,
  variablesOf,
} from "../support/synth.ts";

const functions = functionsOf(contexts);
const relays = contexts.flatMap((context) => factTableOf(context) ?? []).map((name) => `relay-${name.toLowerCase()}`);

describe("functions and their event sources, on every partition", () => {
  let all: readonly Synthesis[];
  beforeAll(async () => {
    all = await syntheses();
  });

  it("deploys every function of the contexts' data, a relay for every streamed table and the replay, on Node 24 and the architecture of the settings", () => {
    for (const { assembly, settings } of all) {
      const deployed = assembly.ofType("AWS::Lambda::Function");
      expect(differences(deployed.map(idOf), [...functions.map(({ id }) => id), ...relays, "replay"])).toEqual(same);
      expect(
        breaking(
          deployed,
          ({ properties }) => properties.Runtime === "nodejs24.x" && listOf(properties.Architectures).join() === settings.architecture,
        ),
      ).toEqual([]);
    }
  });

  it("retains the log of every function for a stated time", () => {
    for (const synthesis of all) {
      const kept = everyOf(synthesis, "AWS::Logs::LogGroup").filter(({ properties }) => Number(properties.RetentionInDays) > 0);
      expect(breaking(everyOf(synthesis, "AWS::Logs::LogGroup"), (each) => kept.includes(each))).toEqual([]);
      const logs = new Set(kept.map(({ id }) => id));
      const unlogged = breaking(everyOf(synthesis, "AWS::Lambda::Function"), ({ properties }) =>
        logs.has(referenced(fieldsOf(properties.LoggingConfig).LogGroup) ?? ""),
      );
      expect(unlogged).toEqual([]);
    }
  });

  it("lets Lambda log a line for every call, except where calls are confidential: there it logs failures only", () => {
    const confidential = functionsOfKind(contexts, "api").filter(({ definition }) => definition.confidentialCalls === true);
    expect(confidential.map(({ id }) => id)).toEqual(["bidding-api"]);
    for (const { assembly } of all) {
      const quiet = everyOf(assembly, "AWS::Lambda::Function").filter(({ properties }) => {
        const { LogFormat, SystemLogLevel } = fieldsOf(properties.LoggingConfig);
        return LogFormat === "JSON" && SystemLogLevel === "WARN";
      });
      expect(quiet.map(idOf)).toEqual(confidential.map(({ id }) => id));
    }
  });

  it("ends API functions before the gateway times out, within the 30 seconds that closing relies on", () => {
    for (const { assembly } of all) {
      const timeouts = new Map(assembly.ofType("AWS::Lambda::Function").map((each) => [idOf(each), Number(each.properties.Timeout)]));
      const apis = functionsOfKind(contexts, "api");
      expect(apis.length).toBeGreaterThan(0);
      expect(apis.map(({ id }) => id).filter((id) => (timeouts.get(id) ?? 999) > 29)).toEqual([]);
      expect([...timeouts].filter(([, seconds]) => !(seconds > 0 && seconds <= 900))).toEqual([]);
    }
  });

  it("lets every event source report partial failures and gives it a failure queue", () => {
    for (const { assembly } of all) {
      const queues = new Map(assembly.ofType("AWS::SQS::Queue").map((queue) => [queue.arn, queue]));
      const unsafe = breaking(everyOf(assembly, "AWS::Lambda::EventSourceMapping"), ({ properties }) => {
        const source = queues.get(String(properties.EventSourceArn));
        const failures = source
          ? fieldsOf(source.properties.RedrivePolicy).deadLetterTargetArn
          : fieldsOf(fieldsOf(properties.DestinationConfig).OnFailure).Destination;
        return listOf(properties.FunctionResponseTypes).includes("ReportBatchItemFailures") && queues.has(String(failures));
      });
      expect(unsafe).toEqual([]);
    }
  });

  it("reads every stream by exactly one relay, which takes inserted facts only, bisects and gives up in time", () => {
    for (const { assembly } of all) {
      const streams = everyOf(assembly, "AWS::Lambda::EventSourceMapping").filter(({ properties }) =>
        String(properties.EventSourceArn).includes("/stream/"),
      );
      const tablesRead = streams.map(({ properties }) => String(properties.EventSourceArn).split("/")[1]);
      expect(
        differences(
          tablesRead.map((name = "") => idOf({ name })),
          contexts.flatMap((context) => factTableOf(context) ?? []),
        ),
      ).toEqual(same);
      const careless = breaking(streams, ({ properties }) => {
        const filters = listOf(fieldsOf(properties.FilterCriteria).Filters).map((filter) => JSON.parse(String(fieldsOf(filter).Pattern)));
        const age = Number(properties.MaximumRecordAgeInSeconds);
        const retries = Number(properties.MaximumRetryAttempts);
        return (
          properties.BisectBatchOnFunctionError === true &&
          JSON.stringify(filters) === '[{"eventName":["INSERT"],"dynamodb":{"NewImage":{"factType":{"S":[{"exists":true}]}}}}]' &&
          age > 0 &&
          age < 86_400 &&
          retries > 0
        );
      });
      expect(careless).toEqual([]);
    }
  });

  it("gives every relay all subscribed queues and the right to send to each", async () => {
    const { folder } = await builtBundles();
    const listed = fieldsOf(JSON.parse(readFileSync(join(folder, "relay/subscriptions.json"), "utf8")));
    for (const { assembly } of all) {
      const subscriptions = new Map(
        relays.map((relay) => [relay, fieldsOf(listed[String(variablesOf(assembly, relay).RELAYED_TABLE)])] as const),
      );
      const takes = (relay: string, queue: string, factType: string): boolean => {
        const wanted = subscriptions.get(relay)?.[queue];
        return wanted === "*" || listOf(wanted).includes(factType);
      };
      const unheard: string[] = [];
      const denied: string[] = [];
      for (const named of functionsOfKind(contexts, "facts")) {
        const queue = queueOf(named) ?? "";
        for (const { table, schema } of subscribedFacts(named.definition, contexts)) {
          const relay = `relay-${table.toLowerCase()}`;
          if (!takes(relay, queue, schema.factType)) unheard.push(`${relay} to ${queue}: ${schema.factType}`);
          const sends = statementsOf(assembly, relay).filter(({ actions }) => actions.includes("sqs:SendMessage"));
          if (!sends.flatMap(({ resources }) => resources).some((arn) => arn.endsWith(`:ecovalue-${queue}`)))
            denied.push(`${relay} to ${queue}`);
        }
      }
      expect({ unheard, denied }).toEqual({ unheard: [], denied: [] });
    }
  });

  describe("of the facts that contexts state", () => {
    const stated = factsOf(contexts).map(({ schema }) => schema.factType);
    const heardBy = (...ids: readonly string[]): string[] =>
      functionsOfKind(contexts, "facts")
        .filter(({ id }) => ids.includes(id))
        .flatMap(({ definition }) => subscribedFacts(definition, contexts).map(({ schema }) => schema.factType));

    it("lets the records hear every one", () => {
      expect(stated).toEqual(expect.arrayContaining(["need-withdrawn", "enrolment-released", "transfer"]));
      expect(differences(heardBy("records-on-fact", "records-on-transfer"), stated)).toEqual(same);
    });

    it("gives the notices every one with a text, and no text is of a fact that nobody states", () => {
      const texts = contexts.flatMap((context) => ("notices" in context ? Object.keys(context.notices.texts) : []));
      expect(texts).not.toEqual([]);
      expect(differences(heardBy("notices-on-fact"), texts)).toEqual(same);
      expect(
        differences(
          stated.filter((factType) => noticeTextOf(contexts, factType)),
          texts,
        ),
      ).toEqual(same);
    });
  });

  it("limits retries of every asynchronous run and keeps failures", () => {
    for (const { assembly } of all) {
      const jobs = functionsOfKind(contexts, "job").map(({ id }) => id);
      const settings = everyOf(assembly, "AWS::Lambda::EventInvokeConfig");
      expect(settings.map(({ properties }) => idOf({ name: String(properties.FunctionName) })).sort()).toEqual([...jobs].sort());
      const endless = breaking(
        settings,
        ({ properties }) =>
          Number(properties.MaximumRetryAttempts) <= 2 &&
          Number(properties.MaximumEventAgeInSeconds) > 0 &&
          fieldsOf(fieldsOf(properties.DestinationConfig).OnFailure).Destination !== undefined,
      );
      expect(endless).toEqual([]);
      const targets = everyOf(assembly, "AWS::Events::Rule").flatMap(({ properties }) => listOf(properties.Targets).map(fieldsOf));
      expect(targets).toHaveLength(jobs.length);
      expect(targets.filter(({ RetryPolicy, DeadLetterConfig }) => !RetryPolicy || !fieldsOf(DeadLetterConfig).Arn)).toEqual([]);
    }
  });

  it("encrypts every queue, takes TLS only, and hides messages for six times their function's timeout", () => {
    for (const synthesis of all) {
      const { assembly } = synthesis;
      const behindTls = new Set(
        everyOf(synthesis, "AWS::SQS::QueuePolicy")
          .filter(({ properties }) => JSON.stringify(properties).includes('"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"'))
          .flatMap(({ properties }) => listOf(properties.Queues).map(referenced)),
      );
      expect(
        breaking(
          everyOf(synthesis, "AWS::SQS::Queue"),
          ({ id, properties }) => behindTls.has(id) && properties.SqsManagedSseEnabled === true,
        ),
      ).toEqual([]);
      const queues = assembly.ofType("AWS::SQS::Queue");
      const timeouts = new Map(assembly.ofType("AWS::Lambda::Function").map(({ name, properties }) => [name, Number(properties.Timeout)]));
      const sources = everyOf(assembly, "AWS::Lambda::EventSourceMapping").flatMap(({ properties }) => {
        const queue = queues.find(({ arn }) => arn === properties.EventSourceArn);
        return queue ? [{ queue, timeout: timeouts.get(String(properties.FunctionName)) ?? Number.NaN }] : [];
      });
      expect(sources.length).toBeGreaterThan(0);
      expect(sources.filter(({ queue, timeout }) => !(Number(queue.properties.VisibilityTimeout) >= 6 * timeout))).toEqual([]);
    }
  });

  it("grants the replay every failure queue, its source queue and every job, and every relay its own failures", async () => {
    const { folder } = await builtBundles();
    for (const { assembly } of all) {
      const allowed = (id: string, action: string, arn: string | undefined): boolean =>
        statementsOf(assembly, id)
          .filter(({ actions }) => actions.includes(action))
          .flatMap(({ resources }) => resources)
          .some((resource) => new RegExp(`^${resource.replaceAll("*", ".*")}$`).test(arn ?? ""));
      const queues = everyOf(assembly, "AWS::SQS::Queue");
      const failures = queues.filter(({ name }) => name.endsWith("-failed"));
      const sources = queues.filter(({ properties }) => properties.RedrivePolicy !== undefined);
      expect(failures.filter(({ arn }) => !allowed("replay", "sqs:ReceiveMessage", arn)).map(idOf)).toEqual([]);
      expect(sources.filter(({ arn }) => !allowed("replay", "sqs:SendMessage", arn)).map(idOf)).toEqual([]);
      // The replay finds a failure queue by the name of what failed.
      const behind = new Map(sources.map(({ name, properties }) => [fieldsOf(properties.RedrivePolicy).deadLetterTargetArn, name]));
      const jobs = functionsOfKind(contexts, "job").map(({ id }) => id);
      expect(failures.map(({ name, arn }) => behind.get(arn) ?? name.slice(0, -"-failed".length)).map((name) => idOf({ name }))).toEqual(
        failures.map(({ name }) => idOf({ name }).slice(0, -"-failed".length)),
      );
      expect(JSON.parse(readFileSync(join(folder, "replay/jobs.json"), "utf8"))).toEqual(jobs);
      const runs = assembly.ofType("AWS::Lambda::Function").filter((each) => jobs.includes(idOf(each)));
      expect(runs.filter(({ arn }) => !allowed("replay", "lambda:InvokeFunction", arn)).map(idOf)).toEqual([]);
      const streams = everyOf(assembly, "AWS::Lambda::EventSourceMapping").filter(({ properties }) =>
        String(properties.EventSourceArn).includes("/stream/"),
      );
      for (const { properties } of streams) {
        const relay = idOf({ name: String(properties.FunctionName) });
        const gaveUp = fieldsOf(fieldsOf(properties.DestinationConfig).OnFailure).Destination;
        expect(allowed(relay, "sqs:ReceiveMessage", String(gaveUp))).toBe(true);
        expect(allowed(relay, "dynamodb:GetRecords", String(properties.EventSourceArn))).toBe(true);
        expect(String(gaveUp).split(":").at(-1)).toBe(String(variablesOf(assembly, relay).QUEUE_FAILURES).split("/").at(-1));
      }
    }
  });
});
