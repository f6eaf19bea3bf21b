import type { YearMonth } from "../../../shared/kernel/calendar.ts";
import { type Decimal, decimal } from "../../../shared/kernel/decimal.ts";
import { siteAccount } from "../../../shared/ledger/account.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import type { Position } from "../../../shared/ledger/rows.ts";
import { permitTerm } from "../../../shared/permits/instruments.ts";
import { decodeFact, factKey } from "../../../shared/store/fact-store.ts";
import { permitExpiredFactId, permitsFacts } from "../../permits/contract.ts";
import type { AllocationsPorts } from "../ports.ts";
import type { Renewed } from "../rows.ts";

type HeldPorts = Pick<AllocationsPorts, "ledger" | "permits" | "clock">;

/** The permits of a site whose last month is this one, and what it holds of each, or held when they expired. */
export async function heldUntil(ports: HeldPorts, siteId: string, lastMonth: YearMonth): Promise<Renewed[]> {
  const held: Renewed[] = [];
  let cursor: string | undefined;
  do {
    const page = await ports.ledger.positions(siteAccount(siteId), "permit", { cursor });
    for (const position of page.items) {
      const term = permitTerm(position.instrument);
      if (term?.to !== lastMonth) continue;
      const tonnes = await heldAtEnd(ports, position);
      if (tonnes.gt(0)) held.push({ instrument: position.instrument, pollutant: term.pollutant, pool: term.pool, tonnes });
    }
    cursor = page.nextCursor;
  } while (cursor);
  return held;
}

/**
 * What a position holds or, once its term is over, held then: what is still there and what was retired since. An expired permit can only be
 * retired, so the facts of its last entries tell.
 */
async function heldAtEnd({ permits, clock }: HeldPorts, position: Position): Promise<Decimal> {
  const { account, instrument, available, held, entries } = position;
  let tonnes = available.plus(held);
  if (!isExpired(instrument, clock.now())) return tonnes;
  for (let before = entries - 1; before >= 0; before -= 1) {
    const fact = await permits.read(factKey(permitExpiredFactId(account, instrument, before)), decodeFact);
    if (!fact) return tonnes;
    tonnes = tonnes.plus(decimal(permitsFacts.permitExpired.data.parse(fact.data).retiredTonnes));
  }
  return tonnes;
}
