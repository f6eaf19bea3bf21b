import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { Pledge } from "../pledges/rows.ts";
import type { CollateralStore } from "../store.ts";
import type { DueCancellation } from "./store.ts";

/** What the lists of cancellations say of a repaid pledge; undefined while it is not repaid. */
export function dueCancellation({ pledgeId, areas, bank, pledgor, registered, repaidOn, cancelBy }: Pledge): DueCancellation | undefined {
  if (!registered || repaidOn === undefined || cancelBy === undefined) return undefined;
  return {
    ...{ pledgeId, areas, bankId: bank.partyId, bankName: bank.legalName, pledgorName: pledgor.legalName },
    ...{ registrationNumber: registered.number, repaidOn, cancelBy },
  };
}

/** The writes that keep the lists of cancellations right when a pledge is repaid, or ends, by anything but its own bank. */
export function cancellationWrites(
  own: Pick<CollateralStore, "cancellationDue" | "cancellationDone">,
  before: Pledge,
  after: Pledge,
): WriteFragment<never>[] {
  if (before.state === after.state) return [];
  const [over, due] = [dueCancellation(before), dueCancellation(after)];
  if (after.state === "repaid") return due ? own.cancellationDue(due) : [];
  return before.state === "repaid" && over ? own.cancellationDone(over) : [];
}
