import { evidenceEndpoints } from "./evidence/contract.ts";
import { exportsEndpoints } from "./exports/contract.ts";
import { holdingsEndpoints } from "./holdings/contract.ts";
import { pedigreeEndpoints } from "./pedigree/contract.ts";
import { readingsEndpoints } from "./readings/contract.ts";
import { reportsEndpoints } from "./reports/contract.ts";
import { sealingEndpoints } from "./sealing/contract.ts";
import { statementsEndpoints } from "./statements/contract.ts";
import { statisticsEndpoints } from "./statistics/contract.ts";
import { tradesEndpoints } from "./trades/contract.ts";

/** The endpoints of facts, statements and holdings. */
export const statementsApiEndpoints = { ...statementsEndpoints, ...holdingsEndpoints } as const;

/** The endpoints of trade records, of the pedigree of tonnes, and of readings that their parties must not see. */
export const tradesApiEndpoints = { ...tradesEndpoints, ...pedigreeEndpoints, ...readingsEndpoints } as const;

/** The endpoints of sealed records, exports and evidence. */
export const proofApiEndpoints = { ...sealingEndpoints, ...exportsEndpoints, ...evidenceEndpoints } as const;

/** The endpoints of market statistics and reports. */
export const marketApiEndpoints = { ...statisticsEndpoints, ...reportsEndpoints } as const;

/** The endpoints of records. */
export const recordsEndpoints = {
  ...statementsApiEndpoints,
  ...tradesApiEndpoints,
  ...proofApiEndpoints,
  ...marketApiEndpoints,
} as const;
