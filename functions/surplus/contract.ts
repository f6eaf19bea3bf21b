import { buyBackEndpoints, buyBackFacts } from "./contract-buy-back.ts";
import { recoveryEndpoints, recoveryFacts } from "./contract-recoveries.ts";
import { storageEndpoints, storageFacts } from "./contract-storages.ts";

/** The endpoints of surplus. */
export const surplusEndpoints = { ...storageEndpoints, ...buyBackEndpoints, ...recoveryEndpoints } as const;

/** The facts of surplus. */
export const surplusFacts = { ...storageFacts, ...buyBackFacts, ...recoveryFacts } as const;
