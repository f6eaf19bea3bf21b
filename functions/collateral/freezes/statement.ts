import type * as z from "zod";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import type { Refusal } from "../../../shared/kernel/outcome.ts";
import { readAccount } from "../../../shared/ledger/account.ts";
import { areasOf } from "../pledges/position.ts";
import { type ChangedRegister, heldChangeOf, movesIn } from "../register/change-register.ts";
import type { Slice } from "../register/rows.ts";
import { banksBeside, frozenBy } from "./in-register.ts";
import type { Freeze } from "./rows.ts";
import type { freezeStated } from "./shapes.ts";

/** What a change did in the ledger: whether there is an entry, and by how much what is held changed. */
export interface Moved {
  readonly moves: boolean;
  readonly heldChange: Decimal;
}
/** Nothing. */
export const nothingMoved: Moved = { moves: false, heldChange: zero };

/** What changes of registers did in the ledger. */
export function movedIn(changed: readonly Pick<ChangedRegister<Refusal>, "change">[]): Moved {
  return { moves: movesIn(changed), heldChange: sum(changed.map(({ change }) => heldChangeOf(change))) };
}

/** What a fact states of a freeze, by the slices as they are after the change and were before it. */
export function freezeStatement(
  freeze: Freeze,
  slices: readonly Slice[],
  { before, moved }: { readonly before: readonly Slice[]; readonly moved: Moved },
): z.input<z.ZodObject<typeof freezeStated>> {
  const { freezeId, state, partyId, partyName, creditCode, account, instrument, court, caseNumber, documentNumber, documentSha256 } =
    freeze;
  const { quantity, inForce, until } = frozenBy(slices, freezeId);
  return {
    ...{
      freezeId,
      state,
      partyId,
      partyName,
      creditCode,
      ...siteOf(freeze),
      account,
      instrument,
      court,
      caseNumber,
      documentNumber,
      documentSha256,
    },
    ...{ quantity: plain(quantity), inForceQuantity: plain(inForce) },
    ...{ inForceChange: plain(inForce.minus(frozenBy(before, freezeId).inForce)), moves: moved.moves, heldChange: plain(moved.heldChange) },
    ...(until !== undefined && { until }),
  };
}

/** The site of what is frozen, as it was named when the freeze was entered. */
function siteOf({ account, area: siteArea, siteName, licenceNumber }: Freeze) {
  const { kind, id: siteId } = readAccount(account);
  if (kind !== "site") return {};
  return { siteId, siteArea, ...(siteName !== undefined && { siteName }), ...(licenceNumber !== undefined && { licenceNumber }) };
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
