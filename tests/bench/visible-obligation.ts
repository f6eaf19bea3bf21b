import { DescribeTableCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import type { Context, DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import { api } from "../../functions/compliance/api.ts";
import { compliance } from "../../functions/compliance/deployment.ts";
import { reactionsOf } from "../../functions/compliance/obligations/reactions.ts";
import { hearingPorts } from "../../functions/compliance/ports.ts";
import { startQueueSource } from "../../infra/local-cloud/event-sources/queue-source.ts";
import { queueSettings, streamSettings } from "../../infra/local-cloud/event-sources/settings.ts";
import { startStreamSource } from "../../infra/local-cloud/event-sources/stream-source.ts";
import type { Fact, FactSchema } from "../../shared/kernel/fact.ts";
import { invariant, required } from "../../shared/kernel/invariant.ts";
import { factConsumer, reaction } from "../../shared/streams/fact-consumer.ts";
import { relay } from "../../shared/streams/relay.ts";
import { openCarbonOffice } from "../support/carbon-office.ts";
import { frontDoor } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";
import { freshQueue } from "../support/queues.ts";
import { serviceStandIn } from "../support/stand-ins.ts";
import { quantile } from "./measuring.ts";

const values = { lines: [{ kind: "bituminous-coal", amount: "10000", unit: "t" }] };
const warmUps = 5;
/** Between two looks of the member, ms. */
const lookEvery = 2;
const longest = 30_000;

/**
 * The time from the answer that a report is accepted to the first answer in which its entity reads the obligation, one report after another.
 * Between them are the engine's stream and the local cloud's source of it, the relay, a queue and its source, the consumer that reads the fact,
 * keeps its input and recalculates, and the API that the obligation is read by. All of it runs in this process but the engine. As in the local
 * cloud a write wakes the sources; on AWS the time that Lambda takes to poll the stream and the queue comes on top.
 */
export async function measureVisible(reports: number): Promise<{ readonly p50: number; readonly p95: number }> {
  const office = await openCarbonOffice();
  const { engine, clock } = office;
  const granted = await grantedOn(engine, clock);
  const path = await openPath();
  const read = frontDoor(api.open(granted));
  const times: number[] = [];
  for (let report = 0; report < warmUps + reports; report += 1) {
    const entity = await office.entity();
    await office.done(office.draft(entity, values));
    await office.done(office.submission(entity));
    await office.done(office.screening(entity));
    await office.conclude(entity);
    await office.done(office.decision(entity));
    const accepted = performance.now();
    path.poll();
    const obligation = { as: entity.subject, method: "GET", path: `/compliance/obligations/${entity.reportId}.CO2` } as const;
    while ((await read(obligation)).status !== 200) {
      invariant(performance.now() - accepted < longest, "the obligation is seen in the end");
      await new Promise((resolve) => setTimeout(resolve, lookEvery));
    }
    if (report >= warmUps) times.push(performance.now() - accepted);
  }
  await path.stop();
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) };

  /** What leads from the table of carbon to the consumer of compliance. */
  async function openPath() {
    const tableName = engine.tables.Carbon;
    const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } as const;
    await engine.dynamo.send(new UpdateTableCommand({ TableName: tableName, StreamSpecification }));
    const { Table } = await engine.dynamo.send(new DescribeTableCommand({ TableName: tableName }));
    const [queue, quarantine, { endpoint, region }] = [await freshQueue(), await freshQueue(), await serviceStandIn()];
    const { facts } = compliance.functions["compliance-on-fact"];
    const reactions = reactionsOf(hearingPorts(granted)) as Readonly<Record<string, (fact: Fact) => Promise<void>>>;
    const consume = factConsumer({
      ...{ dynamo: engine.dynamo, quarantine },
      reactions: facts.map((schema) => reaction(schema as FactSchema, required(reactions[schema.factType], schema.factType))),
    });
    const cut = queue.queueUrl.lastIndexOf("/") + 1;
    const subscriptions = { [queue.queueUrl.slice(cut)]: facts.map(({ factType }) => factType) };
    const subscribers = { subscriptions, queueAddresses: queue.queueUrl.slice(0, cut) };
    const arn = `arn:aws-cn:lambda:${region}:0:function:`;
    const answers = ["ReportBatchItemFailures"];
    const checkpoints = { read: async () => undefined, write: async () => {} };
    const queueSource = startQueueSource({
      ...{ id: "queue", functionName: "compliance-on-fact", queueUrl: queue.queueUrl, queueArn: `arn:aws-cn:sqs:${region}:0:queue` },
      ...{ region, endpoint, settings: queueSettings({ FunctionResponseTypes: answers }), log: console.error },
      invoke: async (_name, event) => ({ payload: await consume(event as SQSEvent, {} as Context) }),
    });
    const stream = startStreamSource({
      ...{
        id: "stream",
        functionName: "relay",
        functionArn: `${arn}relay`,
        tableName,
        streamArn: required(Table?.LatestStreamArn, "stream"),
      },
      ...{ region, endpoint: engine.endpoint, checkpoints, now: Date.now, log: console.error },
      settings: streamSettings({ StartingPosition: "TRIM_HORIZON", FunctionResponseTypes: answers }),
      invoke: async (_name, event) => {
        const payload = await relay(queue.sqs, subscribers, event as DynamoDBStreamEvent);
        queueSource.poll();
        return { payload };
      },
    });
    return {
      poll: stream.poll,
      async stop(): Promise<void> {
        await Promise.all([stream.stop(), queueSource.stop()]);
        invariant((await quarantine.take()).length === 0, "every fact could be read");
      },
    };
  }
}
