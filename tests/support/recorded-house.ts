import { factRows } from "../../functions/records/facts/recorded-facts.ts";
import { accountRows } from "../../functions/records/holdings/rows.ts";
import { transferRecorder } from "../../functions/records/statements/record-transfer.ts";
import { recordsOf } from "../../functions/records/trades/record-trade.ts";
import { dayRow, recordRows } from "../../functions/records/trades/rows.ts";
import { tradeSources } from "../../functions/records/trades/sources/sources.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { putItems } from "../../shared/store/client.ts";
import { openTable } from "../../shared/store/table.ts";
import { type AuctionHouse, openAuctionHouse } from "./auction-house.ts";
import { engineWithOwn } from "./engine.ts";
import { statedFacts, transfers } from "./stated-facts.ts";

/** An auction house with books of its own, whose facts are recorded when the test wants. */
export interface RecordedHouse extends AuctionHouse {
  /** Records every fact that has been stated, as the subscribers do. */
  record(): Promise<void>;
}

const own = ["Auctions", "Ledger", "Permits", "Records", "Seals", "Surplus", "Readings"] as const;

/** Opens it at an instant. */
export async function openRecordedHouse(start?: string): Promise<RecordedHouse> {
  const engine = await engineWithOwn(...own);
  const house = await openAuctionHouse(start, engine);
  const { dynamo, tables } = engine;
  const records = openTable(dynamo, tables.Records);
  const recordTransfer = transferRecorder({ clock: house.clock, records, ledger: openLedger(dynamo, tables.Ledger) });
  return {
    ...house,
    async record() {
      const facts = await statedFacts(engine, () => true, ["Auctions", "Cash", "Permits", "Surplus"]);
      const trades = facts.filter(({ factType }) => Object.hasOwn(tradeSources, factType)).flatMap(recordsOf);
      const days = [...new Set(trades.map(({ day }) => day))].map((day) => dayRow({ day }));
      await putItems(dynamo, tables.Records, [
        ...facts.flatMap(factRows),
        ...facts.flatMap(accountRows),
        ...trades.flatMap(recordRows),
        ...days,
      ]);
      for (const fact of await transfers(engine)) await recordTransfer(fact);
    },
  };
}
