import { batchesLifecycles } from "./batches/lifecycles.ts";
import { changesLifecycles } from "./changes/lifecycles.ts";
import { disclosureLifecycles } from "./disclosure/lifecycles.ts";
import { enforcementLifecycles } from "./enforcement/lifecycles.ts";
import { filingLifecycles } from "./filing/lifecycles.ts";
import { freezesLifecycles } from "./freezes/lifecycles.ts";
import { incomeLifecycles } from "./income/lifecycles.ts";
import { pledgesLifecycles } from "./pledges/lifecycles.ts";
import { searchLifecycles } from "./search/lifecycles.ts";

/** Lifecycles of collateral. */
export const collateralLifecycles = {
  ...pledgesLifecycles,
  ...changesLifecycles,
  ...filingLifecycles,
  ...batchesLifecycles,
  ...freezesLifecycles,
  ...enforcementLifecycles,
  ...disclosureLifecycles,
  ...incomeLifecycles,
  ...searchLifecycles,
} as const;
