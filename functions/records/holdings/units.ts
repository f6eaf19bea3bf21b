import type { InstrumentClass } from "../../../shared/ledger/instrument.ts";

/** What the quantities of each class count. */
export const unitsOfClasses: Readonly<Record<InstrumentClass, string>> = {
  cash: "CNY",
  quota: "t/a",
  permit: "t/a",
  need: "t/a",
  headroom: "t/a-month",
  allowance: "tCO2e",
  offset: "tCO2e",
  right: "ha",
  income: "percent",
};
