import type { Queue } from "../../../shared/streams/queues.ts";
import { pledgesConcerned } from "./concerned.ts";
import type { CoveragePage } from "./coverage-page.ts";
import { pricedStripes } from "./priced-store.ts";
import { type RecalculatingPorts, recalculateAll } from "./recalculate.ts";
import type { CoverageStore } from "./store.ts";

/** Dependencies of pages of positions. */
export interface PagePorts extends RecalculatingPorts {
  readonly own: RecalculatingPorts["own"] & Pick<CoverageStore, "pricedPositions">;
  readonly pages: Queue<CoveragePage>;
}

const positionsPerPage = 20;

/** The first pages of the positions that an item's price values. */
export function pagesOfItem(item: string): CoveragePage[] {
  return Array.from({ length: pricedStripes }, (_, stripe) => ({ item, stripe }));
}

/** Recalculates the coverages that rest on a page of positions, and asks for the next. A page may be done again, or beside another. */
export async function doPage(ports: PagePorts, page: CoveragePage): Promise<void> {
  const { item, stripe, cursor } = page;
  const { items, nextCursor } = await ports.own.pricedPositions(item, stripe, { limit: positionsPerPage, cursor });
  await recalculateAll(ports, await pledgesConcerned(ports.own, items));
  if (nextCursor !== undefined) await ports.pages.send([{ ...page, cursor: nextCursor }]);
}
