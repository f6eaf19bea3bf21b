import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Turn } from "./scheduler.ts";

/** A process that was killed: its client answers nothing any more. */
export class Killed extends Error {}

/** When a process is killed: at which of its requests, before it is sent or after it has taken effect. */
export interface Doom {
  readonly at: number;
  readonly after: boolean;
}

/** A client of an engine of its own for one process; it takes a turn before every request, and may be killed at one of them. */
export function doomedClient(endpoint: string, doom: Doom | undefined, turn: Turn = async () => {}): DynamoDBClient {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const dynamo = new DynamoDBClient({ endpoint, region: "cn-north-1", credentials });
  let sent = 0;
  dynamo.middlewareStack.add(
    (next) => async (given) => {
      await turn();
      sent += 1;
      if (doom === undefined || sent < doom.at) return next(given);
      if (doom.after && sent === doom.at) await next(given);
      throw new Killed();
    },
    { step: "initialize" },
  );
  return dynamo;
}

/** Runs what a process does until it ends or is killed. */
export async function untilKilled(run: () => Promise<unknown>): Promise<void> {
  await run().catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
}
