import type { MemberReader } from "../../../shared/members/members.ts";
import type { ReadingPorts } from "../readings/record-reading.ts";
import type { ExceptionStore } from "./checks/exception-store.ts";
import type { DifferenceStore } from "./checks/store.ts";
import type { PublicReader } from "./public-rows.ts";
import type { TradeReader } from "./store.ts";

/** Dependencies of the use cases of trade records. */
export interface TradesPorts extends ReadingPorts {
  readonly members: MemberReader;
  readonly trades: TradeReader;
  readonly differences: Pick<DifferenceStore, "page">;
  readonly exceptions: Pick<ExceptionStore, "page">;
  readonly publicTrades: PublicReader;
}
