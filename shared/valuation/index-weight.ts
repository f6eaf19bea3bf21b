import { expects } from "../kernel/expectations.ts";
import { decimalString } from "../kernel/schemas.ts";

/** Weight of an item in a basket, above zero. */
export const indexWeight = decimalString(
  6,
  14,
  { zh: "权重", en: "a weight" },
  "Share of the value of the basket's period; only the ratio of weights matters",
).refine((value) => value.gt(0), { error: expects("须大于零", "above zero") });
