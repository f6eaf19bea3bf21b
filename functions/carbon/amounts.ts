import * as z from "zod";
import { expects } from "../../shared/kernel/expectations.ts";

const amountText = expects(
  "须为十进制数字符串，整数不超过 12 位，小数不超过 6 位",
  "a decimal string, at most 12 digits before and 6 after the point",
);
/** An amount of fuel or energy, zero allowed, as a decimal string. */
export const amountString = z
  .string({ error: amountText })
  .regex(/^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?$/, { error: amountText })
  .describe("Amount as a decimal string, at most six decimals");
