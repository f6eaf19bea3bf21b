import { cancelAllowances } from "./cancel-allowances.ts";
import { determineEmissions } from "./determine-emissions.ts";
import { freezeAllowances } from "./freeze-allowances.ts";
import { giveBackAllowances } from "./give-back-allowances.ts";
import { orderSurrender } from "./order-surrender.ts";
import { listSurrenderObligations, listSurrenders, readSurrenderObligation } from "./read-surrender.ts";
import { surrenderAllowances } from "./surrender-allowances.ts";

/** The use cases of surrender, by operation. */
export const surrenderUseCases = {
  surrenderAllowances,
  freezeAllowances,
  orderSurrender,
  giveBackAllowances,
  determineEmissions,
  cancelAllowances,
  listSurrenderObligations,
  readSurrenderObligation,
  listSurrenders,
};
