import { message } from "../kernel/message.ts";
import { decimalString, tonnes } from "../kernel/schemas.ts";

const amount = { zh: "数量", en: "an amount" };
const factor = { zh: "系数", en: "a coefficient" };

/** An amount of an activity, of CO2 or of output, zero or above, as reports and plans state it; up to six decimals. */
export const carbonAmount = decimalString(6, 15, amount, "Amount as a decimal string, at most six decimals");
/** A coefficient or benchmark of an allocation plan; up to eight decimals. */
export const carbonFactor = decimalString(8, 6, factor, "Coefficient as a decimal string, at most eight decimals");
/** Whole tonnes of CO2 equivalent, zero allowed: allowances and offsets have no parts. */
export const wholeTonnesText = tonnes
  .refine((value) => value.isInteger(), message("须为整吨", "whole tonnes"))
  .describe("Whole tonnes as a decimal string");
/** Whole tonnes above zero. */
export const positiveWholeTonnes = wholeTonnesText.refine((value) => value.gt(0), message("须大于零", "must be above zero"));
