import { listConcealedReadings } from "./list-concealed.ts";

/** The use cases of readings, by operation. */
export const readingsUseCases = { listConcealedReadings };
