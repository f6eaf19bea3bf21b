import { beforeAll, describe, expect, it } from "vitest";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import { contexts } from "../../infra/stacks/contexts.ts";
import { breaking, everyOf, listOf, referenced, type Synthesis, syntheses, type TemplateResource } from "../support/synth.ts";

const definitions = contexts.flatMap(({ functions }) => functions);

describe("functions, queues and schedules, on every partition", () => {
  let all: readonly Synthesis[];
  beforeAll(async () => {
    all = await syntheses();
  });

  function alarmsOn(synthesis: Synthesis, dimension: string, logicalId: string): TemplateResource[] {
    return everyOf(synthesis, "AWS::CloudWatch::Alarm").filter(({ properties }) =>
      listOf(properties.Dimensions)
        .map(fieldsOf)
        .some(({ Name, Value }) => Name === dimension && referenced(Value) === logicalId),
    );
  }

  it("deploys every function of the contexts' data a relay for every streamed table and the replay, on Node 24 and the architecture of the settings", () => {
    for (const { assembly, architecture } of all) {
      const functions = assembly.ofType("AWS::Lambda::Function");
      const relays = ["parties", "permits", "cash", "auctions", "ledger"].map((name) => `relay-${name}`);
      expect(functions.map(({ name }) => name).sort()).toEqual([...definitions.map(({ id }) => id), ...relays, "replay"].sort());
      expect(
        breaking(
          functions,
          ({ properties }) => properties.Runtime === "nodejs24.x" && listOf(properties.Architectures).join() === architecture,
        ),
      ).toEqual([]);
    }
  });

  it("keeps the log of every function for a stated time and alarms on its errors, saying who is hurt", () => {
    for (const synthesis of all) {
      const kept = everyOf(synthesis, "AWS::Logs::LogGroup").filter(({ properties }) => Number(properties.RetentionInDays) > 0);
      expect(kept).toHaveLength(everyOf(synthesis, "AWS::Logs::LogGroup").length);
      const logs = new Set(kept.map(({ id }) => id));
      const unwatched = breaking(everyOf(synthesis, "AWS::Lambda::Function"), ({ id, properties }) => {
        const logGroup = referenced(fieldsOf(properties.LoggingConfig).LogGroup) ?? "";
        const errors = alarmsOn(synthesis, "FunctionName", id).filter((alarm) => alarm.properties.MetricName === "Errors");
        return logs.has(logGroup) && errors.length === 1;
      });
      expect(unwatched).toEqual([]);
    }
    for (const { id, whoIsHurt } of definitions) {
      const texts = all
        .flatMap((synthesis) => everyOf(synthesis, "AWS::CloudWatch::Alarm"))
        .map((alarm) => String(alarm.properties.AlarmDescription));
      expect(texts.some((text) => text.startsWith(whoIsHurt) && text.includes(`Function ${id} failed`))).toBe(true);
    }
  });

  it("ends API functions before the gateway gives up, and an auction may rely on 30 seconds", () => {
    for (const { assembly } of all) {
      const timeouts = new Map(assembly.ofType("AWS::Lambda::Function").map(({ name, properties }) => [name, Number(properties.Timeout)]));
      const apis = definitions.filter(({ kind }) => kind === "api");
      expect(apis.length).toBeGreaterThan(0);
      expect(apis.filter(({ id }) => (timeouts.get(id) ?? 999) > 29)).toEqual([]);
      expect([...timeouts.values()].every((seconds) => seconds > 0 && seconds <= 900)).toBe(true);
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
      expect(tablesRead.sort()).toEqual(["Auctions", "Cash", "Ledger", "Parties", "Permits"]);
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

  it("tells every relay all queues that want a fact, and lets it send to each", () => {
    for (const { assembly } of all) {
      for (const { id, facts } of definitions.filter((each) => each.kind === "facts")) {
        for (const [tableName, factTypes] of Object.entries(facts)) {
          const relay = assembly.ofType("AWS::Lambda::Function").find(({ name }) => name === `relay-${tableName.toLowerCase()}`);
          const { SUBSCRIPTIONS } = fieldsOf(fieldsOf(relay?.properties.Environment).Variables);
          const subscriptions = fieldsOf(JSON.parse(String(SUBSCRIPTIONS)));
          for (const factType of factTypes) {
            expect(listOf(subscriptions[factType]).some((url) => String(url).endsWith(`/${id}-queue`))).toBe(true);
          }
        }
      }
    }
  });

  it("limits retries of every asynchronous run and keeps what failed", () => {
    for (const { assembly } of all) {
      const jobs = definitions.filter(({ kind }) => kind === "job").map(({ id }) => id);
      const settings = everyOf(assembly, "AWS::Lambda::EventInvokeConfig");
      expect(settings.map(({ properties }) => properties.FunctionName).sort()).toEqual(jobs.sort());
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

  it("encrypts every queue, takes TLS only, and hides messages six times as long as their function may run", () => {
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

  it("lets the replay give every failed message back to its queue, and every relay what it gave up", () => {
    for (const { assembly } of all) {
      const variables = (name: string) =>
        fieldsOf(fieldsOf(assembly.ofType("AWS::Lambda::Function").find((each) => each.name === name)?.properties.Environment).Variables);
      const statements = (name: string) =>
        everyOf(assembly, "AWS::IAM::Policy")
          .filter(({ properties }) => listOf(properties.Roles).some((role) => String(role).includes(name)))
          .flatMap(({ properties }) => listOf(fieldsOf(properties.PolicyDocument).Statement).map(fieldsOf));
      const resources = (name: string, action: string): unknown[] =>
        statements(name)
          .filter(({ Action }) => [Action].flat().includes(action))
          .flatMap(({ Resource }) => [Resource].flat());
      const sources = everyOf(assembly, "AWS::SQS::Queue").filter(({ properties }) => properties.RedrivePolicy !== undefined);
      const told = Object.values(fieldsOf(JSON.parse(String(variables("replay").FAILED_QUEUES)))).map((each) =>
        String(fieldsOf(each).queueUrl).split("/").at(-1),
      );
      expect(told.sort()).toEqual(sources.map(({ name }) => name).sort());
      const failures = sources.map(({ properties }) => fieldsOf(properties.RedrivePolicy).deadLetterTargetArn);
      expect(resources("replay", "sqs:ReceiveMessage").sort()).toEqual(failures.sort());
      expect(resources("replay", "sqs:SendMessage").sort()).toEqual(sources.map(({ arn }) => arn).sort());
      const streams = everyOf(assembly, "AWS::Lambda::EventSourceMapping").filter(({ properties }) =>
        String(properties.EventSourceArn).includes("/stream/"),
      );
      for (const { properties } of streams) {
        const relay = String(properties.FunctionName);
        const gaveUp = fieldsOf(fieldsOf(properties.DestinationConfig).OnFailure).Destination;
        expect(resources(relay, "sqs:ReceiveMessage")).toEqual([gaveUp]);
        expect(resources(relay, "dynamodb:GetRecords")).toEqual([properties.EventSourceArn]);
        expect(String(gaveUp).split(":").at(-1)).toBe(String(variables(relay).QUEUE_FAILURES).split("/").at(-1));
      }
      // Lambda takes four kilobytes of variables, and addresses are up to twice as long there as here.
      const lengths = assembly.ofType("AWS::Lambda::Function").map(({ name }) => [name, JSON.stringify(variables(name)).length] as const);
      expect(lengths.filter(([, length]) => length > 2_000)).toEqual([]);
    }
  });

  it("keeps what failed for 14 days and rings as soon as a failure queue holds anything", () => {
    for (const synthesis of all) {
      const failureQueues = everyOf(synthesis, "AWS::SQS::Queue").filter(({ properties }) => properties.RedrivePolicy === undefined);
      expect(failureQueues.length).toBeGreaterThan(10);
      const silent = breaking(failureQueues, ({ id, properties }) => {
        const alarms = alarmsOn(synthesis, "QueueName", id);
        return properties.MessageRetentionPeriod === 1_209_600 && alarms.some((alarm) => alarm.properties.Threshold === 0);
      });
      expect(silent).toEqual([]);
    }
  });
});
