import { isOfSlice } from "../../../shared/ledger/hold.ts";
import type { Hold } from "../../../shared/ledger/rows.ts";

/**
 * Whether a hold is a freeze of an allowance by the regulator that stands. What courts freeze belongs to the register of collateral: it is lifted by courts
 * only, and nothing is surrendered from it by order.
 */
export function isRegulatorsFreeze(hold: Hold | undefined, instrument: string): hold is Hold {
  return hold?.purpose === "freeze" && hold.instrument === instrument && hold.state === "pending" && !isOfSlice(hold);
}
