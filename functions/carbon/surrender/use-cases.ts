import { cancelAllowances } from "./cancel-allowances.ts";
import { determineEmissions } from "./determine-emissions.ts";
import { giveBackAllowances } from "./give-back-allowances.ts";
import { orderSurrender } from "./order-surrender.ts";
import { listObligations, listSurrenders, readObligation } from "./read-surrender.ts";
import { surrenderAllowances } from "./surrender-allowances.ts";

/** The use cases of surrender, by operation. */
export const surrenderUseCases = {
  surrenderAllowances,
  orderSurrender,
  giveBackAllowances,
  determineEmissions,
  cancelAllowances,
  listObligations,
  readObligation,
  listSurrenders,
};
