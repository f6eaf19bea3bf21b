import { Worker } from "node:worker_threads";
import type { CommandAnswer, HostCommand, HostMessage, WorkerMessage } from "./messages.ts";
import type {
  CapacityRow,
  CrashReport,
  DeniedCall,
  Gateway,
  GatewayOptions,
  Invocation,
  InvocationOutcome,
  RightsReport,
  WriteReport,
} from "./types.ts";

/**
 * Starts the gateway in a thread of its own, on 127.0.0.1. Rejects when a policy holds something that isn't implemented or the port is
 * taken. If the thread fails later, the next call throws, and `onLost` gets the reason.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: options });
  const pending = new Map<number, { resolve: (answer: CommandAnswer) => void; reject: (error: Error) => void }>();
  const writeListeners = new Set<(report: WriteReport) => void>();
  const crashListeners = new Set<(report: CrashReport) => void>();
  const denialListeners = new Set<(call: DeniedCall) => void>();
  let invoke: (invocation: Invocation) => Promise<InvocationOutcome> = async () => ({ kind: "unknown-function" });
  let lose: (reason: string) => void = () => {};
  let failure: Error | undefined;
  let lastId = 0;

  const port = await new Promise<number>((resolve, reject) => {
    worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "listening") resolve(message.port);
      else receive(message);
    });
    worker.on("error", (error: Error) => {
      fail(error);
      reject(error);
    });
    worker.on("exit", () => fail(new Error("the gateway has ended")));
  });

  return {
    url: `http://127.0.0.1:${port}`,
    setCallers: async (callers) => void (await ask({ kind: "callers", callers })),
    setKeys: async (keys) => void (await ask({ kind: "keys", keys })),
    setBuckets: async (buckets) => void (await ask({ kind: "buckets", buckets })),
    injectFault: async (rule) => {
      const ruleId = lastId + 1;
      await ask({ kind: "inject", ruleId, rule });
      return async () => Number(await ask({ kind: "remove", ruleId }));
    },
    clearFaults: async () => void (await ask({ kind: "clear" })),
    readCapacity: async ({ reset = false } = {}) => (await ask({ kind: "capacity", reset })) as CapacityRow[],
    readRights: async ({ reset = false } = {}) => (await ask({ kind: "rights", reset })) as RightsReport,
    setClockOffset: async (offset) => void (await ask({ kind: "clock", offset })),
    onWrite: (listener) => listen(writeListeners, listener),
    onCrash: (listener) => listen(crashListeners, listener),
    onDenied: (listener) => listen(denialListeners, listener),
    onInvoke: (handler) => {
      invoke = handler;
    },
    onLost: (listener) => {
      lose = listener;
      if (failure) listener(failure.message);
    },
    stop: async () => {
      lose = () => {};
      await worker.terminate();
    },
  };

  function ask(command: HostCommand): Promise<CommandAnswer> {
    if (failure) return Promise.reject(failure);
    lastId += 1;
    const message: HostMessage = { id: lastId, command };
    return new Promise((resolve, reject) => {
      pending.set(message.id, { resolve, reject });
      worker.postMessage(message);
    });
  }

  function receive(message: Exclude<WorkerMessage, { kind: "listening" }>): void {
    if (message.kind === "written") for (const listener of writeListeners) listener(message.report);
    if (message.kind === "crash") for (const listener of crashListeners) listener(message.report);
    if (message.kind === "denied") for (const listener of denialListeners) listener(message.call);
    if (message.kind === "invoke") void run(message.invocationId, message.invocation);
    if (message.kind !== "answer") return;
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.error === undefined) waiting?.resolve(message.answer);
    else waiting?.reject(new Error(message.error));
  }

  async function run(invocationId: number, invocation: Invocation): Promise<void> {
    const outcome = await invoke(invocation).catch((error: unknown): InvocationOutcome => ({ kind: "failed", message: String(error) }));
    // The gateway may have ended meanwhile.
    await ask({ kind: "invoked", invocationId, outcome }).catch(() => {});
  }

  function fail(error: Error): void {
    if (!failure) lose(error.message);
    failure ??= error;
    for (const { reject } of pending.values()) reject(failure);
    pending.clear();
  }
}

function listen<Report>(listeners: Set<(report: Report) => void>, listener: (report: Report) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
