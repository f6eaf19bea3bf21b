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

/** The endpoints of carbon, by the function that serves them. */
export const carbonEndpoints = {
  office: { ...registerEndpoints, ...controlPlansEndpoints, ...monthsEndpoints, ...monthSheetEndpoints },
  reports: { ...reportsEndpoints, ...verificationEndpoints },
  sheets: sheetsEndpoints,
  allowances: { ...allowancesEndpoints, ...surrenderEndpoints },
} as const;

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
