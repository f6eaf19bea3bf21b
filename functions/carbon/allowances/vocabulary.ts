import * as z from "zod";
import { marketNames } from "../../../shared/carbon/markets.ts";
import { carbonRoundings } from "../../../shared/carbon/rounding.ts";
import { type Decimal, decimal } from "../../../shared/kernel/decimal.ts";
import { expects } from "../../../shared/kernel/expectations.ts";
import { message } from "../../../shared/kernel/message.ts";
import { growingWords, growingWordsOut, positiveTonnes, tonnes, words } from "../../../shared/kernel/schemas.ts";

const marketDescription = "national: national carbon market; hubei: Hubei carbon market";
/** A carbon market, as input. */
export const allowanceMarket = growingWords("AllowanceMarket", marketNames, marketDescription);
/** The market in answers and facts. */
export const allowanceMarketOut = growingWordsOut("AllowanceMarket", marketNames, marketDescription);

/** Ways to round. */
export const carbonRounding = words("CarbonRounding", carbonRoundings, "up: away from zero; down: towards zero; half-up: to the nearer");

const whole = message("须为整吨", "must be whole tonnes");
/** Whole tonnes of allowances, zero allowed. */
export const wholeTonnes = tonnes.refine((value) => value.isInteger(), whole).describe("Whole tonnes as a decimal string");
/** Whole tonnes above zero. */
export const positiveWholeTonnes = positiveTonnes
  .refine((value) => value.isInteger(), whole)
  .describe("Whole tonnes above zero, as a decimal string");

const coefficient = expects("须为十进制数字符串，小数不超过 10 位", "a decimal string, at most ten digits after the point");
/** A coefficient with up to ten decimals. */
export const finestRatio = z
  .string({ error: coefficient })
  .regex(/^(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,10})?$/, { error: coefficient, abort: true })
  .transform((text): Decimal => decimal(text))
  .describe("A coefficient as a decimal string");

const outputError = expects(
  "须为十进制数字符串，整数不超过 12 位，小数不超过 6 位",
  "a decimal string, at most 12 digits before and 6 after the point",
);
/** An amount of a product, as precise as reports state it. */
export const outputAmount = z
  .string({ error: outputError })
  .regex(/^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?$/, { error: outputError, abort: true })
  .transform((text): Decimal => decimal(text))
  .describe("Output in the plan's unit, as a decimal string");

/** What a regulator decides of a plan. */
export const planDecisions = ["approve", "publish", "pre-allocate", "withdraw"] as const;
/** Such a decision. */
export const planDecision = words(
  "AllowancePlanDecision",
  planDecisions,
  "approve: its total becomes issuable; publish: its entities are told; pre-allocate: they get the share that the plan states; withdraw: it is given up before publication",
);

/** Kinds of allocations. */
export const allocationKinds = ["pre", "final", "new-entrant", "closure", "objection"] as const;
const kindDescription =
  "pre: before verification; final: after the accepted report; new-entrant: out of the plan's reserve; closure: for the days until it closed; objection: after an objection was upheld";
/** Such a kind in answers and facts. */
export const allocationKindOut = growingWordsOut("AllowanceAllocationKind", allocationKinds, kindDescription);

/** Allocations that follow the one before verification. */
export const finalKinds = ["final", "closure"] as const;
/** Such a kind. */
export const finalKind = words(
  "AllowanceFinalKind",
  finalKinds,
  "final: after the accepted report of the year; closure: the entity has closed, and gets what its days justify",
);
