import { batchesEndpoints, batchesFacts } from "./batches/contract.ts";
import { changesEndpoints, changesFacts } from "./changes/contract.ts";
import { coverageEndpoints, coverageFacts } from "./coverage/contract.ts";
import { disclosureEndpoints, disclosureFacts } from "./disclosure/contract.ts";
import { enforcementEndpoints, enforcementFacts } from "./enforcement/contract.ts";
import { filingEndpoints, filingFacts } from "./filing/contract.ts";
import { freezesEndpoints, freezesFacts } from "./freezes/contract.ts";
import { incomeEndpoints, incomeFacts } from "./income/contract.ts";
import { pledgesEndpoints, pledgesFacts } from "./pledges/contract.ts";
import { searchEndpoints, searchFacts } from "./search/contract.ts";

/** The endpoints of pledges, filing and batches. */
export const pledgesApiEndpoints = { ...pledgesEndpoints, ...filingEndpoints, ...batchesEndpoints } as const;

/** The endpoints of changes of pledges. */
export const changesApiEndpoints = { ...changesEndpoints } as const;

/** The endpoints of court freezes and enforcement. */
export const courtsApiEndpoints = { ...freezesEndpoints, ...enforcementEndpoints } as const;

/** The endpoints of searches and coverage. */
export const searchApiEndpoints = { ...searchEndpoints, ...coverageEndpoints } as const;

/** The endpoints of disclosure and income rights. */
export const disclosureApiEndpoints = { ...disclosureEndpoints, ...incomeEndpoints } as const;

/** The endpoints of collateral. */
export const collateralEndpoints = {
  ...pledgesApiEndpoints,
  ...changesApiEndpoints,
  ...courtsApiEndpoints,
  ...searchApiEndpoints,
  ...disclosureApiEndpoints,
} as const;

/** The facts of collateral. */
export const collateralFacts = {
  ...pledgesFacts,
  ...changesFacts,
  ...filingFacts,
  ...batchesFacts,
  ...freezesFacts,
  ...enforcementFacts,
  ...coverageFacts,
  ...disclosureFacts,
  ...incomeFacts,
  ...searchFacts,
} as const;
