import { type Decimal, decimal, least, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import type { AllowancePorts } from "../ports.ts";
import type { Surrender } from "./rows.ts";

/** Tonnes of an allowance that a giving back takes back from a surrender. */
export interface TakenBack {
  readonly surrenderId: string;
  readonly instrument: string;
  readonly tonnes: string;
}

const surrendersAtOnce = 100;

/** Every surrender, order and giving back of an entity for a year, newest first: a year has a few. */
export async function everySurrender(
  own: Pick<AllowancePorts["own"], "surrenders">,
  of: { readonly partyId: string; readonly year: string },
): Promise<readonly Surrender[]> {
  const found: Surrender[] = [];
  let cursor: string | undefined;
  do {
    const page = await own.surrenders(of, { limit: surrendersAtOnce, ...(cursor !== undefined && { cursor }) });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

/**
 * The surrenders that tonnes of an allowance are taken back from: the latest first, each without what was taken back before. What was given back
 * in between came from those before it, in the same order.
 */
export function takenBack(newestFirst: readonly Surrender[], instrument: string, tonnes: Decimal): readonly TakenBack[] {
  const open: { readonly surrenderId: string; left: Decimal }[] = [];
  for (const { surrenderId, kind, allowances } of newestFirst.toReversed()) {
    const quantity = sum(allowances.flatMap((each) => (each.instrument === instrument ? [decimal(each.tonnes)] : [])));
    if (quantity.isZero()) continue;
    if (kind === "giving-back") takeFrom(open, quantity);
    else open.push({ surrenderId, left: quantity });
  }
  return takeFrom(open, tonnes).map((part) => ({ surrenderId: part.surrenderId, instrument, tonnes: plain(part.tonnes) }));
}

/** Takes tonnes from the latest, and says from which how many. */
function takeFrom(open: { readonly surrenderId: string; left: Decimal }[], tonnes: Decimal) {
  const taken: { readonly surrenderId: string; readonly tonnes: Decimal }[] = [];
  let missing = tonnes;
  for (const surrender of open.toReversed()) {
    const part = least(surrender.left, missing);
    if (part.gt(zero)) taken.push({ surrenderId: surrender.surrenderId, tonnes: part });
    surrender.left = surrender.left.minus(part);
    missing = missing.minus(part);
  }
  invariant(missing.isZero(), "no more is given back than was surrendered");
  return taken;
}
