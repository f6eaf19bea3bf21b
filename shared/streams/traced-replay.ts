import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { city } from "../kernel/areas.ts";
import { type Clock, systemClock } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { dynamoClient } from "../store/client.ts";
import { openTable } from "../store/table.ts";
import { commit } from "../store/transaction.ts";
import type { ActKind } from "../supervision/act-kinds.ts";
import { type Act, type Acts, actsIn } from "../supervision/acts.ts";
import type { Replay } from "./failures.ts";
import type { ReplayGrounds } from "./replay-grounds.ts";

/** Dependencies of a trace. */
export interface TracePorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  /** Where the supervisor of the operator looks. */
  readonly acts: Acts;
}

/** What is replayed, and how. */
export interface TracedReplay extends ReplayGrounds {
  readonly kind: Extract<ActKind, "failures-replayed" | "failures-discarded">;
  readonly queue: string;
  /** Request of the platform, by which its own log has who called. */
  readonly requestId: string;
}

/**
 * Runs a replay that leaves a trace: who asked for what, why, and who agreed is written first, and nothing is replayed if that fails. What came of
 * it is added afterwards; a replay that ends in between leaves the trace that it was begun.
 */
export async function traced(
  { dynamo, clock, acts }: TracePorts,
  { kind, queue, requestId, reason, by, approvedBy }: TracedReplay,
  replay: () => Promise<Replay>,
): Promise<Replay> {
  const at = clock.now();
  const about = { queue, requestId };
  const act: Act = { actId: newId(at), kind, at, actor: by, approvedBy, takesTwo: true, reason, about: { ...about, state: "begun" } };
  await commit(dynamo, acts.actPut(act, [city]));
  const conclude = (ended: Readonly<Record<string, string>>) =>
    commit(dynamo, acts.actConcluded({ ...act, about: { ...about, ...ended } }, [city]));
  try {
    const done = await replay();
    await conclude({ state: "done", moved: String(done.moved), left: String(done.left) });
    return done;
  } catch (error) {
    await conclude({ state: "failed" });
    throw error;
  }
}

/** What a trace needs, over the table of the supervisor. */
export function tracePorts(table: string): TracePorts {
  const dynamo = dynamoClient();
  return { dynamo, clock: systemClock, acts: actsIn(openTable(dynamo, table)) };
}
