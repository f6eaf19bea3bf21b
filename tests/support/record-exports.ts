import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { ExportStep } from "../../functions/records/exports/contract.ts";
import { exportStep } from "../../functions/records/exports/contract.ts";
import { exportJobPorts } from "../../functions/records/exports/job-ports.ts";
import { exportsStore } from "../../functions/records/exports/store.ts";
import { type ExportJobPorts, takeStep } from "../../functions/records/exports/take-step.ts";
import type { StepLimits } from "../../functions/records/exports/write-rows.ts";
import { recordKey, recordRows, recordsWith } from "../../functions/records/trades/rows.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { TradeRecord } from "../../shared/records/trade-record.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { putItems } from "../../shared/store/client.ts";
import { openTable } from "../../shared/store/table.ts";
import { queueConsumer } from "../../shared/streams/queue-consumer.ts";
import { type TestClock, testClock } from "./clock.ts";
import { type Doom, Killed } from "./doomed.ts";
import { type Engine, sharedEngine } from "./engine.ts";
import type { Answer, Door } from "./front-door.ts";
import { type Granted, grantedOn } from "./granted.ts";
import { freshQueue, queueEvent, type TestQueue } from "./queues.ts";
import { recordsDoor } from "./records-door.ts";

/** An export, as it is answered. */
export interface ExportAnswer {
  readonly exportId: string;
  readonly state: string;
  readonly reason?: string;
  readonly recordsRead: number;
  readonly rowsWritten: number;
  readonly percentRead: number;
  readonly bytes?: number;
  readonly through: string;
  readonly complete: boolean;
  readonly expiresAt?: string;
}

/** How the job takes a step. */
export type TakeStep = (ports: ExportJobPorts, step: ExportStep) => Promise<void>;

/** Exports behind the front door, with the job that writes them on its real queue. */
export interface ExportsWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly granted: Granted;
  readonly call: Door;
  readonly ports: ExportJobPorts;
  /** Puts records as their consumer does. */
  record(records: readonly TradeRecord[]): Promise<void>;
  /** Puts records, and of their rows only those by which a member's list finds them: enough for exports of the member. */
  recordForParty(records: readonly TradeRecord[], partyId: string): Promise<void>;
  /** Asks for an export that must be accepted. */
  ask(as: string, body: object): Promise<ExportAnswer>;
  /** How far an export is. */
  read(as: string, exportId: string): Promise<ExportAnswer>;
  /** Takes every message from the queue of the job, also those that follow, until none is left. */
  work(limits?: StepLimits, take?: TakeStep): Promise<void>;
  /** Bytes of the file of an export, from the address that its owner is given. */
  download(as: string, exportId: string): Promise<Buffer>;
}

/** Opens exports on the shared engine, or another, with a queue of their own. */
export async function exportsWorld(start?: string, on?: Engine): Promise<ExportsWorld> {
  const engine = on ?? (await sharedEngine());
  const clock = testClock(start);
  const queue = await freshQueue();
  const shared = await grantedOn(engine, clock);
  const granted: Granted = { ...shared, queues: { ...shared.queues, "record-exports": queue.queueUrl } };
  const call = recordsDoor(granted);
  const ports = exportJobPorts(granted as never);
  const world = { engine, clock, granted, call, ports };
  return {
    ...world,
    async record(records) {
      const batches = Array.from({ length: Math.ceil(records.length / 50) }, (_, batch) => records.slice(batch * 50, (batch + 1) * 50));
      await eachAtOnce(batches, 8, (some) => putItems(engine.dynamo, engine.tables.Records, some.flatMap(recordRows)));
    },
    async recordForParty(records, partyId) {
      const wanted = new Set([recordsWith("420700", { party: partyId }), ...records.map(({ recordId }) => recordKey(recordId).pk)]);
      const rows = records.flatMap((record) => recordRows(record).filter(({ pk }) => wanted.has(pk?.S ?? "")));
      const batches = Array.from({ length: Math.ceil(rows.length / 500) }, (_, batch) => rows.slice(batch * 500, (batch + 1) * 500));
      await eachAtOnce(batches, 8, (some) => putItems(engine.dynamo, engine.tables.Records, some));
    },
    async ask(as, body) {
      const answer = await call({ as, method: "POST", path: "/records/exports", body });
      return accepted(answer, 201) as unknown as ExportAnswer;
    },
    async read(as, exportId) {
      return accepted(await call({ as, method: "GET", path: `/records/exports/${exportId}` })) as unknown as ExportAnswer;
    },
    work: (limits = ports.limits, take = takeStep) => workOff(queue, { ...ports, limits }, take),
    async download(as, exportId) {
      const { address } = accepted(await call({ as, method: "GET", path: `/records/exports/${exportId}/file` }));
      const answer = await fetch(String(address));
      invariant(answer.ok, `download: ${answer.status}`);
      return Buffer.from(await answer.arrayBuffer());
    },
  };
}

function accepted({ status, body, text }: Answer, expected = 200): Record<string, unknown> {
  invariant(status === expected, `${status} ${text}`);
  return body as Record<string, unknown>;
}

/** Takes messages, and those that follow from them, until none is left; none may fail. */
async function workOff(queue: TestQueue, ports: ExportJobPorts, take: TakeStep): Promise<void> {
  const consume = queueConsumer(exportStep, (step) => take(ports, step as ExportStep));
  for (let bodies = await queue.take(); bodies.length > 0; bodies = await queue.take()) {
    const { batchItemFailures } = await consume(...queueEvent(bodies));
    invariant(batchItemFailures.length === 0, `${batchItemFailures.length} steps failed`);
  }
}

/** Writes every export that was asked for in a world of its own, whatever its queue holds. */
export async function writeExports(ports: ExportJobPorts): Promise<void> {
  const { Items = [] } = await ports.dynamo.send(new ScanCommand({ TableName: ports.own.name, ConsistentRead: true }));
  const asked = Items.filter(({ pk }) => pk?.S?.startsWith("exports#"));
  for (const { partyId, subject, exportId } of asked) {
    const steps: ExportStep[] = [{ partyId: partyId?.S ?? "", subject: subject?.S ?? "", exportId: exportId?.S ?? "", step: 0 }];
    const own = { ...ports, steps: { send: async (more: readonly ExportStep[]) => void steps.push(...more) } };
    for (let step = steps.shift(); step; step = steps.shift()) await takeStep(own, step);
  }
}

/** The job in a process that is killed at one of its requests, to whatever service. */
export function doomedJob({ engine }: Pick<ExportsWorld, "engine">, ports: ExportJobPorts, doom: Doom): ExportJobPorts {
  let sent = 0;
  const doomed = async <Result>(send: () => Promise<Result>): Promise<Result> => {
    sent += 1;
    if (sent < doom.at) return send();
    if (doom.after && sent === doom.at) await send();
    throw new Killed();
  };
  const dynamo = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: "cn-north-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  dynamo.middlewareStack.add((next) => (given) => doomed(() => next(given)), { step: "initialize" });
  const whole = <Port extends object>(port: Port): Port =>
    Object.fromEntries(
      Object.entries(port).map(([name, method]) => [
        name,
        (...given: unknown[]) => doomed(() => (method as (...all: unknown[]) => Promise<unknown>)(...given)),
      ]),
    ) as Port;
  const records = openTable(dynamo, ports.sources.records.name);
  return {
    ...ports,
    ...{ dynamo, sources: { ...ports.sources, records }, own: exportsStore(openTable(dynamo, ports.own.name)) },
    ...{ files: whole(ports.files), uploads: whole(ports.uploads), steps: whole(ports.steps) },
  };
}
