import { agreedEndpoints, agreedFacts } from "./agreed/contract.ts";
import { nameEndpoints, nameFacts } from "./names/contract.ts";
import { objectionEndpoints, objectionFacts } from "./objections/contract.ts";

/** The endpoints of changes. */
export const changesEndpoints = { ...agreedEndpoints, ...nameEndpoints, ...objectionEndpoints } as const;

/** The facts of changes. */
export const changesFacts = { ...agreedFacts, ...nameFacts, ...objectionFacts } as const;
