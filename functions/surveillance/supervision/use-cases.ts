import { countOperatorActs, listOperatorActs } from "./read-acts.ts";

/** The use cases of the supervision of the operator, by operation. */
export const supervisionUseCases = { listOperatorActs, countOperatorActs };
