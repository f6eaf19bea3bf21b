import { checkMonth } from "./check-month.ts";
import { listMonths, readMonth } from "./read-months.ts";
import { storeMonth } from "./store-month.ts";

/** The use cases of monthly storage, by operation. */
export const monthsUseCases = { storeMonth, checkMonth, readMonth, listMonths };
