import { carbonFacts } from "../../carbon/contract.ts";
import { permitsFacts } from "../../permits/contract.ts";

/** Facts that tell that a right has expired and its position was retired. */
export const expiryFacts = [permitsFacts.permitExpired, carbonFacts.allowancesExpired] as const;
