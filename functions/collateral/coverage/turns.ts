import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import type { Queue } from "../../../shared/streams/queues.ts";
import type { CoveragePage } from "./coverage-page.ts";
import { pagesOfItem } from "./pages.ts";
import { coverageTurn, itemOfTurn } from "./priced-store.ts";
import type { CoverageStore } from "./store.ts";

/** Dependencies of the turns of time. */
export interface TurnPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly own: Pick<CoverageStore, "allOf" | "turnDue" | "turnDone">;
  readonly pages: Queue<CoveragePage>;
}

/**
 * Asks for the pages of all items whose values changed by time alone: a month began, or the day came from which a price counts. The turn is done
 * after its pages were asked for, so that one that fails in between is asked for again.
 */
export function turnCoverages({ dynamo, clock, own, pages }: TurnPorts): Promise<void> {
  const now = clock.now();
  return eachDue(own, coverageTurn, now, async (key) => {
    const due = await own.turnDue(key);
    if (due === undefined || due > now) return;
    await pages.send(pagesOfItem(itemOfTurn(key)));
    await commit(dynamo, [own.turnDone(key, now)]);
  });
}
