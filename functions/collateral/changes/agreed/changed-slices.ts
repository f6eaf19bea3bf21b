import { plain } from "../../../../shared/kernel/decimal.ts";
import type { CollateralRefusal } from "../../problems.ts";
import type { ChangedRegister } from "../../register/change-register.ts";
import { quantityOf, slicesOf } from "../../register/register.ts";

/** What a pledge has on the positions whose registers change. */
export function changeSlicesOf(changed: readonly ChangedRegister<CollateralRefusal>[], pledgeId: string) {
  return changed.map(({ open: { register }, change }) => ({
    ...{ account: register.account, instrument: register.instrument },
    quantity: plain(quantityOf(slicesOf(change.slices, pledgeId))),
  }));
}
