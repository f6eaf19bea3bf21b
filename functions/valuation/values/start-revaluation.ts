import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import type { Queue } from "../../../shared/streams/queues.ts";
import { type PositionPage, segments } from "./position-page.ts";
import type { Revaluation } from "./revaluation.ts";
import type { ValuesStore } from "./store.ts";

/** Dependencies of starting revaluations. */
export interface StartPorts {
  readonly clock: Clock;
  readonly values: Pick<ValuesStore, "revaluationPut">;
  readonly pages: Queue<PositionPage>;
}

/**
 * Starts a revaluation: asks for the first page of each segment, then keeps it for those who watch, so that what was not asked for is started
 * again. Started twice, it writes the same values.
 *
 * Positions are valued as of the day that it counts from, and as of today where that is another: a price that is heard of late leaves the value
 * that it made then, and what has come since is not outdone by it.
 */
export async function startRevaluation({ clock, values, pages }: StartPorts, revaluation: Revaluation): Promise<void> {
  const { revaluationId, item, day } = revaluation;
  const today = dayOf(clock.now());
  const page = {
    ...{ revaluationId, item, ...(revaluation.because === "price" && { price: revaluation.price }) },
    ...{ days: today > day ? [day, today] : [day], positions: 0, valued: 0 },
  };
  await pages.send(Array.from({ length: segments }, (_, segment) => ({ ...page, segment })));
  await values.revaluationPut(revaluation);
}
