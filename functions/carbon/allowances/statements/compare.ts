import { allowanceTerm } from "../../../../shared/carbon/instruments.ts";
import type { MarketName } from "../../../../shared/carbon/markets.ts";
import { type Decimal, zero } from "../../../../shared/kernel/decimal.ts";
import { partyAccount } from "../../../../shared/ledger/account.ts";
import type { Ledger } from "../../../../shared/ledger/ledger.ts";
import type { Position } from "../../../../shared/ledger/rows.ts";
import type { StatementLine } from "./rows.ts";

/** Whole tonnes of a market that a member has here, free and held, by vintage; vintages that it has nothing of are left out. */
export async function heldByVintage(
  ledger: Pick<Ledger, "positions">,
  partyId: string,
  market: MarketName,
): Promise<ReadonlyMap<string, Decimal>> {
  const held = new Map<string, Decimal>();
  let cursor: string | undefined;
  do {
    const page = await ledger.positions(partyAccount(partyId), "allowance", { limit: 100, cursor });
    for (const position of page.items) addTo(held, position, market);
    cursor = page.nextCursor;
  } while (cursor);
  return held;
}

function addTo(held: Map<string, Decimal>, { instrument, available, held: set }: Position, market: MarketName): void {
  const term = allowanceTerm(instrument);
  const tonnes = available.plus(set);
  if (term?.market === market && !tonnes.isZero()) held.set(term.vintage, (held.get(term.vintage) ?? zero).plus(tonnes));
}

/** What a registry states against what is held here: a line for every vintage that either names, the oldest first. */
export function comparedLines(stated: ReadonlyMap<string, Decimal>, held: ReadonlyMap<string, Decimal>): readonly StatementLine[] {
  return [...new Set([...stated.keys(), ...held.keys()])].sort().map((vintage) => {
    const [statedTonnes, ledgerTonnes] = [stated.get(vintage) ?? zero, held.get(vintage) ?? zero];
    return { vintage, statedTonnes, ledgerTonnes, state: statedTonnes.eq(ledgerTonnes) ? "agrees" : "open" };
  });
}
