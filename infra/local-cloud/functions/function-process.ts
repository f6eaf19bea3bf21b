import { randomBytes } from "node:crypto";
import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Numbered } from "../answering-process.ts";
import { shiftClock } from "../clock-shift.ts";
import { fieldsOf } from "../values.ts";
import type { FunctionAnswer, FunctionOpening, FunctionQuestion } from "./function-messages.ts";

/**
 * A function's process: loads the bundle and runs its handler, one event at a time, on the local clock. It ends when the host does, SIGKILL
 * included.
 */
const [folder = "", handlerName = "index.handler", lead = "0"] = process.argv.slice(2);
const setLead = shiftClock();
// Before the bundle is loaded: nothing in it may see the machine's time.
setLead(Number(lead));

// It is no variable of the function's.
delete process.env.NODE_COMPILE_CACHE;

process.on("disconnect", () => process.exit(0));

function tell(message: FunctionOpening | Numbered<FunctionAnswer>): void {
  process.send?.(message);
}

type Handler = (event: unknown, context: object) => unknown;

const [file = "index", exported = "handler"] = handlerName.split(".");
const loaded: unknown = await import(pathToFileURL(join(folder, `${file}.mjs`)).href);
const handler = fieldsOf(loaded as object)[exported] ?? (loaded as Record<string, unknown>)[exported];
if (typeof handler !== "function") throw new Error(`${file}.mjs exports no ${exported}`);

process.on("message", (message: Numbered<FunctionQuestion>) => {
  if (message.kind === "clock") {
    setLead(message.lead);
    tell({ kind: "moved", id: message.id });
  } else void run(message, handler as Handler);
});
tell({ kind: "ready" });
// Now, because nobody lets this process end by itself.
flushCompileCache();

type Invocation = Numbered<Extract<FunctionQuestion, { kind: "invoke" }>>;

async function run({ id, event, requestId, deadline }: Invocation, handle: Handler): Promise<void> {
  const context = {
    awsRequestId: requestId,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: "$LATEST",
    invokedFunctionArn: process.env.LOCAL_CLOUD_FUNCTION_ARN,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - performance.timeOrigin - performance.now()),
  };
  // As Lambda does, whether tracing is on or off.
  process.env._X_AMZN_TRACE_ID = `Root=1-${randomBytes(4).toString("hex")}-${randomBytes(12).toString("hex")};Sampled=0`;
  try {
    const payload = JSON.stringify(await handle(JSON.parse(event), context)) ?? "null";
    tell({ kind: "returned", id, payload });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: typeof error, message: String(error) };
    tell({ kind: "threw", id, error: { errorType: name, errorMessage: message } });
  }
}
