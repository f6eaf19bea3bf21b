import type { Pledge } from "../pledges/rows.ts";
import type { DueCancellation } from "./store.ts";

/** What the lists of cancellations say of a repaid pledge; undefined while it is not repaid. */
export function dueCancellation({ pledgeId, area, bank, pledgor, registered, repaidOn, cancelBy }: Pledge): DueCancellation | undefined {
  if (!registered || repaidOn === undefined || cancelBy === undefined) return undefined;
  return {
    ...{ pledgeId, area, bankId: bank.partyId, bankName: bank.legalName, pledgorName: pledgor.legalName },
    ...{ registrationNumber: registered.number, repaidOn, cancelBy },
  };
}
