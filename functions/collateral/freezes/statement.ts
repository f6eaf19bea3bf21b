import type * as z from "zod";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { areasOf } from "../pledges/position.ts";
import type { Slice } from "../register/rows.ts";
import { banksBeside, frozenBy } from "./in-register.ts";
import type { Freeze } from "./rows.ts";
import type { freezeStated } from "./shapes.ts";

/** What a fact states of a freeze, by the slices as they are after the change. */
export function freezeStatement(freeze: Freeze, slices: readonly Slice[], moves: boolean): z.input<z.ZodObject<typeof freezeStated>> {
  const { freezeId, state, partyId, partyName, account, instrument, court, caseNumber, documentNumber, documentSha256 } = freeze;
  const { quantity, inForce, until } = frozenBy(slices, freezeId);
  return {
    ...{ freezeId, state, partyId, partyName, account, instrument, court, caseNumber, documentNumber, documentSha256 },
    ...{ quantity: plain(quantity), inForceQuantity: plain(inForce), moves },
    ...(until !== undefined && { until }),
  };
}

/**
 * Whom a fact about a freeze concerns: the owner, the authority that entered it, the banks that stand on what it had before and has after, and
 * the areas of the account and the instrument.
 */
export function aboutFreeze({ freezeId, partyId, enteredBy, area, instrument }: Freeze, ...slices: readonly (readonly Slice[])[]) {
  const banks = slices.flatMap((each) => banksBeside(each, freezeId));
  return { parties: [...new Set([partyId, enteredBy, ...banks])], areas: areasOf([area], [instrument]) };
}

/** The next version of a freeze. */
export function nextFreeze(freeze: Freeze, at: Instant, change: Partial<Freeze>): Freeze {
  return { ...freeze, ...change, changedAt: at, version: freeze.version + 1 };
}
