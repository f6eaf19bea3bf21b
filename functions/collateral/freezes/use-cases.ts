import { enterFreeze } from "./enter-freeze.ts";
import { liftFreeze } from "./lift-freeze.ts";
import { listFreezes, readFreeze, readFreezeQueue } from "./read-freezes.ts";
import { renewFreeze } from "./renew-freeze.ts";

/** The use cases of freezes, by operation. */
export const freezesUseCases = { enterFreeze, renewFreeze, liftFreeze, readFreeze, listFreezes, readFreezeQueue };
