import { Logger } from "@aws-lambda-powertools/logger";

/** The one structured logger. Log identifiers and codes only: never inputs, bids, prices, tokens or whole events. */
export const logger = new Logger({ serviceName: process.env.SERVICE_NAME ?? "ecovalue" });

/** Log fields of a fault: its name and stack frames, never its message, which may quote input. */
export function faultFields(error: unknown): { readonly errorName: string; readonly frames?: readonly string[] | undefined } {
  if (!(error instanceof Error)) return { errorName: typeof error };
  return { errorName: error.name, frames: error.stack?.split("\n").filter((line) => line.startsWith("    at ")) };
}
