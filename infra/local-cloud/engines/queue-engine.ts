import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startAnswering } from "../answering-process.ts";
import type { StateFolder } from "../state-folder.ts";
import type { RunningEngine } from "./kept-running.ts";
import type { QueueEngineOpening, QueueEngineQuestion } from "./queue-engine-messages.ts";

/** A running engine of queues and objects. */
export interface QueueEngine extends RunningEngine {
  /** Moves its clock to this lead in milliseconds: messages due by then become visible. */
  setLead(lead: number): Promise<void>;
}

/** Starts an engine of queues and objects on the state folder, on a free port of loopback unless one is given. */
export async function startQueueEngine(
  state: StateFolder,
  { region, lead, port = 0 }: { readonly region: string; readonly lead: number; readonly port?: number | undefined },
): Promise<QueueEngine> {
  const folder = state.file("queues");
  mkdirSync(folder, { recursive: true });
  const { opening, ask, ended, end } = startAnswering<QueueEngineOpening, QueueEngineQuestion, object>(
    join(import.meta.dirname, "queue-engine.entry.ts"),
    [folder, region, String(lead), String(port)],
    { state: state.path, environment: {}, log: state.file("logs", "queues.log") },
  );
  try {
    const listening = await opening;
    return { port: listening.port, ended, end, setLead: async (next) => void (await ask({ lead: next })) };
  } catch {
    throw new Error("the engine for queues did not start; see logs/queues.log");
  }
}
