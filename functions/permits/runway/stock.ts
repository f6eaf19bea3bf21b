import { type Decimal, zero } from "../../../shared/kernel/decimal.ts";
import { stripesOf } from "../../../shared/ledger/account.ts";
import type { Instrument, InstrumentClass } from "../../../shared/ledger/instrument.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import { ledgerPartition, type Position, positionCodec } from "../../../shared/ledger/rows.ts";

/** What the house has issued of an instrument, less what came back to it, and how much of that was retired. */
export interface IssuedAndRetired {
  readonly issued: Decimal;
  readonly retired: Decimal;
}

/**
 * How much of each instrument in a range of names was ever issued and retired; the difference is what somebody holds. One query for each of
 * the house's 32 accounts finds every instrument of the range, whoever holds it; a row has about 120 bytes.
 */
export async function stockOf(
  { table }: Pick<Ledger, "table">,
  instrumentClass: InstrumentClass,
  { from, to }: { readonly from: Instrument; readonly to: Instrument },
): Promise<ReadonlyMap<Instrument, IssuedAndRetired>> {
  const range = { from: `position#${from}`, to: `position#${to}` };
  const partitions = [...stripesOf("issue"), ...stripesOf("retired")].map((account) => ledgerPartition(account, instrumentClass));
  const stock = new Map<Instrument, IssuedAndRetired>();
  for (const position of await table.allOf(range, partitions, positionCodec.decode)) {
    const before = stock.get(position.instrument) ?? { issued: zero, retired: zero };
    stock.set(position.instrument, withPosition(before, position));
  }
  return stock;
}

/** The issuing side is below zero by what it has issued. */
function withPosition({ issued, retired }: IssuedAndRetired, { account, available }: Position): IssuedAndRetired {
  return account.startsWith("issue:") ? { issued: issued.minus(available), retired } : { issued, retired: retired.plus(available) };
}
