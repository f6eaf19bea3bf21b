import type { Serializable } from "node:child_process";
import { join } from "node:path";
import { type GuardedOptions, type GuardedProcess, startGuarded } from "./guarded-process.ts";

/** A message with the number that its answer carries too. */
export type Numbered<Message> = Message & { readonly id: number };

/** A process ended, and with it what was asked of it. */
export class ProcessEnded extends Error {
  override readonly name = "ProcessEnded";
  /** Whether the question may have reached it. */
  readonly reached: boolean;
  constructor(how: string, reached: boolean) {
    super(`the process has ended (${how})`);
    this.reached = reached;
  }
}

/** A program on this project's Node that says when it is ready, and then answers questions. */
export interface AnsweringProcess<Opening, Question, Answer> extends Pick<GuardedProcess, "ended" | "end"> {
  /** What it says when it is ready; rejects with `ProcessEnded` when it ends before. */
  readonly opening: Promise<Opening>;
  /** Rejects with `ProcessEnded` when it has ended, or ends before it answers. */
  ask(question: Question): Promise<Answer>;
  /** Kills it. */
  kill(): void;
}

/**
 * Where processes keep what they have compiled. Without it each loads the compiler that takes the types out of our modules: 18 MB and more
 * time than all the rest of its start.
 */
const compileCache = join(import.meta.dirname, "../../node_modules/.cache/local-cloud");

/** Starts a module as a process that ends with this one. Its first message is its opening, all others are answers by number. */
export function startAnswering<Opening, Question extends object, Answer>(
  module: string,
  moduleArguments: readonly string[],
  { flags = [], ...options }: Omit<GuardedOptions, "messages"> & { readonly flags?: readonly string[] },
): AnsweringProcess<Opening, Question, Answer> {
  const nodeArguments = [...flags, "--disable-warning=ExperimentalWarning", module, ...moduleArguments];
  const environment = { NODE_COMPILE_CACHE: compileCache, ...options.environment };
  const { child, ended, end } = startGuarded(process.execPath, nodeArguments, { ...options, environment, messages: true });
  const open = new Map<number, { resolve: (answer: Answer) => void; reject: (error: ProcessEnded) => void }>();
  let lastId = 0;
  let endedHow: string | undefined;
  const opening = new Promise<Opening>((resolve, reject) => {
    child.once("message", (message) => {
      resolve(message as Opening);
      child.on("message", receive);
    });
    void ended.then((how) => {
      endedHow = how;
      reject(new ProcessEnded(how, false));
      for (const { reject: fail } of open.values()) fail(new ProcessEnded(how, true));
      open.clear();
    });
  });
  // Whoever waits for it gets the rejection.
  opening.catch(() => {});

  return {
    opening,
    ended,
    end,
    kill: () => void child.kill("SIGKILL"),
    ask: (question) =>
      new Promise((resolve, reject) => {
        // The channel may still look open, and takes messages that nobody reads.
        if (endedHow !== undefined) return reject(new ProcessEnded(endedHow, false));
        lastId += 1;
        const id = lastId;
        open.set(id, { resolve, reject });
        child.send({ id, ...question } as Serializable, (error) => {
          if (!error || !open.delete(id)) return;
          reject(new ProcessEnded(error.message, false));
        });
      }),
  };

  function receive(message: unknown): void {
    const answer = message as Numbered<Answer>;
    open.get(answer.id)?.resolve(answer);
    open.delete(answer.id);
  }
}
