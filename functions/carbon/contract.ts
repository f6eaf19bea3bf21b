import { allowancePage, allowancesEndpoints, allowancesFacts } from "./allowances/contract.ts";
import { controlPlansEndpoints, controlPlansFacts } from "./control-plans/contract.ts";
import { monthsEndpoints, monthsFacts } from "./months/contract.ts";
import { registerEndpoints, registerFacts } from "./register/contract.ts";
import { reportsEndpoints, reportsFacts } from "./reports/contract.ts";
import { monthSheetEndpoints, sheetsEndpoints, sheetsFacts } from "./sheets/contract.ts";
import { surrenderEndpoints } from "./surrender/contract.ts";
import { surrenderFacts } from "./surrender/contract-facts.ts";
import { verificationEndpoints } from "./verification/contract.ts";
import { verificationFacts } from "./verification/contract-facts.ts";

/** The endpoints of the register, control plans and months. */
export const officeEndpoints = { ...registerEndpoints, ...controlPlansEndpoints, ...monthsEndpoints, ...monthSheetEndpoints } as const;

/** The endpoints of reports and verification. */
export const reportsApiEndpoints = { ...reportsEndpoints, ...verificationEndpoints } as const;

/** The endpoints of uploaded sheets. */
export const sheetsApiEndpoints = sheetsEndpoints;

/** The endpoints of allowances and surrender. */
export const allowancesApiEndpoints = { ...allowancesEndpoints, ...surrenderEndpoints } as const;

/** The endpoints of carbon. */
export const carbonEndpoints = { ...officeEndpoints, ...reportsApiEndpoints, ...sheetsApiEndpoints, ...allowancesApiEndpoints } as const;

/** The facts of carbon. */
export const carbonFacts = {
  ...registerFacts,
  ...controlPlansFacts,
  ...monthsFacts,
  ...reportsFacts,
  ...sheetsFacts,
  ...verificationFacts,
  ...allowancesFacts,
  ...surrenderFacts,
} as const;

/** What is asked of the queues of carbon, by queue. */
export const carbonMessages = { "allowance-pages": allowancePage } as const;
