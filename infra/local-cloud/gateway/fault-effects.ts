import type { ServerResponse } from "node:http";
import type { GatewayContext } from "./context.ts";
import type { FaultTarget, InjectedFault } from "./faults.ts";

/** Applies latency and crashes before the request is forwarded. False when it must go no further: the caller gets no answer. */
export async function beforeCommit(
  context: GatewayContext,
  response: ServerResponse,
  target: FaultTarget,
  matched: readonly InjectedFault[],
): Promise<boolean> {
  for (const { fault } of matched) {
    if (typeof fault === "object" && "latencyMs" in fault) await new Promise((resolve) => setTimeout(resolve, fault.latencyMs));
    if (typeof fault === "object" && "crash" in fault && fault.crash === "before-commit") {
      crash(context, response, target, "before-commit");
      return false;
    }
  }
  return true;
}

/** Applies lost replies and crashes after the commit. False when the caller must get no answer. */
export function afterCommit(
  context: GatewayContext,
  response: ServerResponse,
  target: FaultTarget,
  matched: readonly InjectedFault[],
): boolean {
  for (const { fault } of matched) {
    if (fault === "lost-reply") {
      response.socket?.destroy();
      return false;
    }
    if (typeof fault === "object" && "crash" in fault && fault.crash === "after-commit") {
      crash(context, response, target, "after-commit");
      return false;
    }
  }
  return true;
}

/** Reports to the host and keeps the caller waiting until it is killed, at most 30 seconds. */
function crash(context: GatewayContext, response: ServerResponse, target: FaultTarget, moment: "before-commit" | "after-commit"): void {
  context.reportCrash({ functionName: target.functionName, accessKeyId: target.accessKeyId, operation: target.operation, moment });
  const { socket } = response;
  const patience = setTimeout(() => socket?.destroy(), 30_000);
  socket?.once("close", () => clearTimeout(patience));
}
