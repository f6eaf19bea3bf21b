import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { ProcessEnded, startAnswering } from "../answering-process.ts";
import type { InvocationResult } from "../event-sources/types.ts";
import type { FunctionAnswer, FunctionOpening, FunctionQuestion } from "./function-messages.ts";

/** A function as its template defines it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** Folder of its bundle. */
  readonly folder: string;
  /** File without extension and export, `index.handler`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Its whole environment: nothing of the host's is inherited. */
  readonly environment: Readonly<Record<string, string>>;
}

/** One process of a function, which runs one event at a time. */
export interface Environment {
  /**
   * Runs one event. What goes wrong once it has reached the process is a function error, as on Lambda: a timeout, which kills the process, or
   * its end. Rejects with `ProcessEnded` when it had ended before: the event has not run.
   */
  run(event: string): Promise<InvocationResult>;
  /** Sets its clock; rejects with `ProcessEnded` when it ends before it has done so. */
  setLead(lead: number): Promise<void>;
  /** Kills it. */
  kill(): void;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
  /** Kills it and waits until it has ended. */
  end(): Promise<void>;
}

const startMilliseconds = 20_000;

/** Starts a process of a function. Rejects when it can't be loaded, with `ProcessEnded` when something killed it meanwhile. */
export async function startEnvironment(definition: FunctionDefinition, state: string, lead: number): Promise<Environment> {
  const { name, folder, handler, memoryMb, environment } = definition;
  const { opening, ask, kill, ended, end } = startAnswering<FunctionOpening, FunctionQuestion, FunctionAnswer>(
    join(import.meta.dirname, "function-process.ts"),
    [folder, handler, String(lead)],
    { state, environment, log: join(state, "logs", `${name}.log`), flags: [`--max-old-space-size=${memoryMb}`] },
  );
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, startMilliseconds);
  try {
    await opening;
  } catch (error) {
    if (!late && error instanceof ProcessEnded && (await ended).startsWith("SIG")) throw error;
    throw new Error(`${name} could not be started; see logs/${name}.log`);
  } finally {
    clearTimeout(timer);
  }
  return {
    ended,
    kill,
    end,
    setLead: async (to) => void (await ask({ kind: "clock", lead: to })),
    run: (event) => runEvent(definition, event, { ask, kill }),
  };
}

async function runEvent(
  { timeoutSeconds }: FunctionDefinition,
  event: string,
  { ask, kill }: { readonly ask: (question: FunctionQuestion) => Promise<FunctionAnswer>; readonly kill: () => void },
): Promise<InvocationResult> {
  const requestId = randomUUID();
  const milliseconds = timeoutSeconds * 1000;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, milliseconds);
  try {
    const deadline = performance.timeOrigin + performance.now() + milliseconds;
    const answer = await ask({ kind: "invoke", event, requestId, deadline });
    if (answer.kind === "returned") return { payload: JSON.parse(answer.payload), requestId };
    const error = answer.kind === "threw" ? answer.error : { errorType: "Runtime.Unknown", errorMessage: answer.kind };
    return { payload: error, functionError: "Unhandled", requestId };
  } catch (error) {
    if (error instanceof ProcessEnded && !error.reached) throw error;
    const payload = timedOut
      ? { errorType: "Sandbox.Timedout", errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds}.00 seconds` }
      : { errorType: "Runtime.ExitError", errorMessage: `RequestId: ${requestId} Error: Runtime exited` };
    return { payload, functionError: "Unhandled", requestId };
  } finally {
    clearTimeout(timer);
  }
}
