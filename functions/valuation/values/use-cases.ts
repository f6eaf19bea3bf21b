import { listRevaluations, listValueHistory, listValues, readLatestValue, readRevaluation } from "./read-values.ts";

/** The use cases of values, by operation. */
export const valuesUseCases = { listValues, readLatestValue, listValueHistory, listRevaluations, readRevaluation } as const;
