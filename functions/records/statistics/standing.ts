import { startOfDay } from "../../../shared/kernel/calendar.ts";
import type { SignedHead } from "../../../shared/records/signed-head.ts";
import type { Page } from "../../../shared/store/client.ts";
import type { Table } from "../../../shared/store/table.ts";
import { chainState } from "../sealing/chain-state.ts";
import { headCodec, headsPartition } from "../sealing/heads.ts";
import type { AggregateReader, Progress } from "./aggregates.ts";
import { dayAfter, lastDayOf, type Period } from "./periods.ts";

/** How far figures are complete. */
export interface Complete {
  /** The last sealed block whose records are counted; 0 before the first. */
  readonly block: number;
  /** Everything that was recorded in order before this instant is counted; absent while nothing is. */
  readonly before?: string;
}

/** Where the counting of sealed records stands. */
export interface Standing {
  readonly progress: Progress | undefined;
  readonly complete: Complete;
}

/** Reads where counting stands: needs `GetItem` on `chain` and `Query` on `heads` of the table Seals. */
export interface StandingReader {
  /** How far figures are complete now. */
  standing(): Promise<Standing>;
  /**
   * Whether a period is sealed: a signed head says that everything recorded in order before its end is in blocks, and all of those are
   * counted. What comes later is late, and changes figures with a block of a greater number.
   */
  isSealed(period: Period, progress: Progress | undefined): Promise<boolean>;
}

/** See the type. */
export function standingReader(seals: Table, aggregates: Pick<AggregateReader, "progress">): StandingReader {
  const heads = async (query: { readonly from?: string; readonly descending?: boolean }): Promise<readonly SignedHead[]> => {
    const page: Page<SignedHead> = await seals.page(
      { partition: headsPartition, limit: 1, ...query },
      (item) => headCodec.decode(item).head,
    );
    return page.items;
  };
  return {
    async standing() {
      // The end of the chain first: blocks that are appended meanwhile are behind it.
      const chain = await chainState(seals);
      const progress = await aggregates.progress();
      const through = progress?.through;
      const before = progress && progress.block >= chain.n && chain.before ? chain.before : through;
      return { progress, complete: { block: progress?.block ?? 0, ...(before !== undefined && { before }) } };
    },
    async isSealed(period, progress) {
      const end = startOfDay(dayAfter(period));
      const [next, newest] = await Promise.all([heads({ from: lastDayOf(period) }), heads({ descending: true })]);
      return [...next, ...newest].some(({ n, before }) => before >= end && n <= (progress?.block ?? 0));
    },
  };
}
