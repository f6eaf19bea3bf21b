import type { Instant } from "../../../../shared/kernel/clock.ts";
import type { WriteFragment } from "../../../../shared/store/transaction.ts";
import { registeredStates } from "../../pledges/lifecycles.ts";
import type { Pledge } from "../../pledges/rows.ts";
import type { CollateralStore } from "../../store.ts";

/** Whether a new name can be filed for a pledge: past its term, or once it has ended, there is no registration to be amended. */
export function isToBeNamed({ state }: Pick<Pledge, "state">): boolean {
  return state !== "lapsed" && registeredStates.some((each) => each === state);
}

/** What a filing that shows a new name of the pledgor does: the duty ends, and the registration names it so from now on; its versions keep the name of then. */
export async function nameFiled(
  own: Pick<CollateralStore, "nameFiling" | "nameFilingDone">,
  { pledgeId, pledgor, debtor }: Pledge,
  shown: string,
  at: Instant,
): Promise<{ readonly change: Partial<Pledge>; readonly writes: readonly WriteFragment<never>[] }> {
  const duty = await own.nameFiling(pledgeId);
  if (!duty || duty.closedAt !== undefined || duty.name !== shown) return { change: {}, writes: [] };
  const change = {
    pledgor: { ...pledgor, legalName: shown },
    ...(debtor.creditCode === pledgor.creditCode && { debtor: { ...debtor, legalName: shown } }),
  };
  return { change, writes: own.nameFilingDone({ ...duty, closedAt: at, version: duty.version + 1 }) };
}
