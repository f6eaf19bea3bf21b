import { type Decimal, formatFen, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { type Account, partyAccount } from "../../../shared/ledger/account.ts";
import type { LedgerEntry } from "../../../shared/ledger/entry.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import { registryOf } from "../asset-kinds.ts";
import type { Pledge } from "../pledges/rows.ts";
import { securedCny } from "../pledges/secured.ts";
import type { CollateralRefusal } from "../problems.ts";
import type { SoldPart } from "../register/enforced-slices.ts";
import { paymentOrder } from "../register/ranks.ts";
import type { Distribution, SoldPortion } from "./distribution.ts";
import type { Ending } from "./ending.ts";
import type { HeldProceeds, RealisedFreeze } from "./rows.ts";

/** What every pledge is owed: nothing where nothing was disbursed. */
export function owedBy(pledges: readonly Pledge[]): ReadonlyMap<string, Decimal> {
  return new Map(pledges.map((pledge) => [pledge.pledgeId, pledge.disbursedCny === undefined ? zero : securedCny(pledge)]));
}

/** Parts of slices as proceeds are shared among them: each with what is paid out of it, in its order. */
export function portionsOf(parts: readonly SoldPart[], instrument: string): readonly SoldPortion[] {
  return parts.map(({ slice, quantity }) => ({
    quantity,
    pledges: paymentOrder(slice, registryOf(instrument)).map(({ pledgeId }) => pledgeId),
    freezes: slice.freezes.map(({ freezeId }) => freezeId),
  }));
}

/** Adds the payments to an entry: one posting for each bank, one for the pledgor, and one hold for all that is frozen. */
export function payments(
  entry: LedgerEntry<CollateralRefusal>,
  { enforcement, from, shortage, emptiesMoney, proceeds }: Ending,
  pledges: readonly Pledge[],
  { payments: byPledge, held, rest }: Distribution,
): HeldProceeds | undefined {
  const pay = (to: Account, quantity: Decimal): void => {
    if (quantity.gt(0)) entry.transfer({ instrument: CNY, from, to, quantity, ...(shortage && { shortage }) });
  };
  for (const { pledgeId, bank } of pledges) pay(partyAccount(bank.partyId), byPledge.get(pledgeId) ?? zero);
  const pledgor = partyAccount(enforcement.pledgorId);
  const frozen = sum(held.map(({ cny }) => cny));
  pay(pledgor, rest.plus(frozen));
  if (emptiesMoney && proceeds.gt(0)) entry.empties(from, CNY);
  if (frozen.isZero()) return undefined;
  const holdId = `held-${enforcement.enforcementId}`;
  entry.hold({ holdId, account: pledgor, instrument: CNY, quantity: frozen, purpose: "freeze" });
  const parts = held.map(({ freezes, cny }) => ({ freezes, cny: formatFen(cny) }));
  return { holdId, remainingCny: formatFen(frozen), parts };
}

/** What freezes lose by a sale. */
export function realisedFreezes(sold: readonly SoldPart[]): readonly RealisedFreeze[] {
  const tonnes = new Map<string, { readonly quantity: Decimal; readonly inForce: Decimal }>();
  for (const { slice, quantity } of sold)
    for (const [place, { freezeId }] of slice.freezes.entries()) {
      const before = tonnes.get(freezeId) ?? { quantity: zero, inForce: zero };
      const inForce = place === 0 ? before.inForce.plus(quantity) : before.inForce;
      tonnes.set(freezeId, { quantity: before.quantity.plus(quantity), inForce });
    }
  return [...tonnes].map(([freezeId, { quantity, inForce }]) => ({
    ...{ freezeId, quantity: plain(quantity), inForceQuantity: plain(inForce) },
  }));
}
