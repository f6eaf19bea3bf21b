import type { Deployed } from "../../../shared/deployment/deployed.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { type MemberReader, memberReader } from "../../../shared/members/members.ts";
import { openTable } from "../../../shared/store/table.ts";
import type { tradesFunction } from "../deployment.ts";
import { type TradeReader, tradeReader } from "./store.ts";

/** Dependencies of the use cases of trade records. */
export interface TradesPorts {
  readonly clock: Clock;
  readonly members: MemberReader;
  readonly trades: TradeReader;
}

/** The ports over what the API function of trade records is granted. */
export function tradesPorts({ dynamo, clock, tables }: Deployed<typeof tradesFunction>): TradesPorts {
  return { clock, members: memberReader(dynamo, tables.Parties), trades: tradeReader(openTable(dynamo, tables.Records)) };
}
