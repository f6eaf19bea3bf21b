import type { StateFolder } from "../state-folder.ts";
import { foldWrites, indexStreamRecords } from "./databases.ts";
import { type KeptEngine, keepRunning } from "./kept-running.ts";
import { type QueueEngine, startQueueEngine } from "./queue-engine.ts";
import { startTableEngine } from "./table-engine.ts";

/** The engines under a local cloud: tables with their streams, queues and objects. */
export interface Engines {
  readonly dynamodb: string;
  /** Queues and objects. */
  readonly queues: string;
  /** Moves the queues' clock to this lead in milliseconds: messages due by then become visible. */
  setLead(lead: number): Promise<void>;
  /** Adds what makes streams fast; call once all tables exist. */
  tablesMade(): void;
  stop(): Promise<void>;
}

/** What the engines need; `dynamodbEndpoint` names another engine for tables and streams. */
export interface EnginesOptions {
  readonly region: string;
  /** Lead of the local clock over the machine's, in milliseconds. */
  readonly lead: number;
  readonly dynamodbEndpoint?: string | undefined;
  /** Gets a line for each engine that died and was started again. */
  readonly onRestarted?: (line: string) => void;
  /** Called when an engine can't be kept running, with the reason. */
  readonly onLost?: (reason: string) => void;
}

type Watching = Required<Pick<EnginesOptions, "onRestarted" | "onLost">>;

/** Starts the engines on the state folder. One that dies is started again, on the same port and on what it has stored. */
export async function startEngines(state: StateFolder, options: EnginesOptions): Promise<Engines> {
  const { region, lead, dynamodbEndpoint, onRestarted = () => {}, onLost = () => {} } = options;
  const watching = { onRestarted, onLost };
  const database = state.file("tables.db");
  const [tables, queues] = await Promise.all([
    dynamodbEndpoint ? { endpoint: dynamodbEndpoint, stop: async () => {} } : keepTables(state, database, watching),
    keepQueues(state, { region, lead }, watching),
  ]);
  return {
    dynamodb: tables.endpoint,
    queues: queues.endpoint,
    setLead: queues.setLead,
    tablesMade: () => {
      if (!dynamodbEndpoint) indexStreamRecords(database);
    },
    stop: async () => {
      await Promise.all([tables.stop(), queues.stop()]);
      for (const file of [database, state.file("queues", "fauxqs.db")]) foldWrites(file);
    },
  };
}

function keepTables(state: StateFolder, database: string, watching: Watching): Promise<KeptEngine> {
  const log = state.file("logs", "tables.log");
  return keepRunning({
    ...{ name: "tables", log, ...watching },
    start: (port) => startTableEngine({ state: state.path, log, database, port }),
  });
}

async function keepQueues(
  state: StateFolder,
  { region, lead }: { readonly region: string; readonly lead: number },
  watching: Watching,
): Promise<KeptEngine & Pick<Engines, "setLead">> {
  let wanted = lead;
  let running: QueueEngine | undefined;
  const kept = await keepRunning({
    ...{ name: "queues", log: state.file("logs", "queues.log"), ...watching },
    start: async (port) => {
      const begunWith = wanted;
      const engine = await startQueueEngine(state, { region, lead: begunWith, port });
      // The clock may have moved while it started.
      if (wanted !== begunWith) await engine.setLead(wanted);
      return engine;
    },
    onStarted: (engine) => {
      running = engine;
    },
  });
  return {
    ...kept,
    setLead: async (next) => {
      wanted = next;
      // One that died meanwhile begins with the new lead.
      await running?.setLead(next).catch(() => {});
    },
  };
}
