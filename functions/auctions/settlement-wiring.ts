import { systemClock } from "../../shared/kernel/clock.ts";
import { ledgerReader } from "../../shared/ledger/read.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { turns } from "../../shared/store/turns.ts";
import type { SettlementPorts } from "./settle-enrolments.ts";
import { auctionsStore } from "./store.ts";

/** The ports of settlement in a deployed function, from its environment. */
export function deployedSettlement(): SettlementPorts {
  const { TABLE_AUCTIONS, TABLE_LEDGER } = environment("TABLE_AUCTIONS", "TABLE_LEDGER");
  const dynamo = dynamoClient();
  return {
    dynamo,
    clock: systemClock,
    tables: { Auctions: TABLE_AUCTIONS, Ledger: TABLE_LEDGER },
    auctions: auctionsStore(dynamo, TABLE_AUCTIONS),
    ledger: ledgerReader(dynamo, TABLE_LEDGER),
    inTurn: turns(),
  };
}
