import * as z from "zod";
import { marketNames } from "../../../shared/carbon/markets.ts";
import { carbonAmount, carbonFactor } from "../../../shared/carbon/quantities.ts";
import { carbonRoundings } from "../../../shared/carbon/rounding.ts";
import type { StateOf } from "../../../shared/kernel/lifecycle.ts";
import { ratio, tonnes as tonnesIn } from "../../../shared/kernel/schemas.ts";
import type { Key } from "../../../shared/store/client.ts";
import {
  decimalText,
  flag,
  integer,
  json,
  oneOf,
  optional,
  type RowOf,
  rowCodec,
  text,
  texts,
  tonnes,
} from "../../../shared/store/codec.ts";
import { allowancesLifecycles } from "./lifecycles.ts";

const sectorRule = z.object({
  sector: z.string(),
  historic: z.object({ sectorCoefficient: carbonFactor, marketFactor: carbonFactor, ofDays: z.int() }).optional(),
  benchmark: z
    .object({
      adjustment: carbonFactor,
      products: z.array(z.object({ product: z.string(), unit: z.string(), tonnesPerUnit: carbonFactor })),
    })
    .optional(),
});
/** How a plan computes what an entity of a sector gets: by one of the two methods. */
export type SectorRule = z.output<typeof sectorRule>;

const excess = z.object({ share: ratio, tonnes: tonnesIn, source: z.string() });
/** What differs from verified emissions by more than these limits is corrected afterwards; the tighter one counts. */
export type ExcessLimits = z.output<typeof excess>;

const carryOver = z.object({ fromVintage: z.string(), share: ratio, plusTonnes: tonnesIn, until: z.string() });
/** Which vintage is converted into that of a plan, how much of it by entity, and until which day. */
export type CarryOverRule = z.output<typeof carryOver>;

const planFields = {
  planId: text,
  market: oneOf(...marketNames),
  /** Year of the allowances, which is their vintage. */
  year: text,
  title: text,
  documentNumber: text,
  area: text,
  /** Party of the bureau, which is told of objections. */
  bureau: text,
  sectors: json((value): readonly SectorRule[] => z.array(sectorRule).parse(value)),
  figureDecimals: integer,
  figureRounding: oneOf(...carbonRoundings),
  issueRounding: oneOf(...carbonRoundings),
  totalTonnes: tonnes,
  /** Part of the total that only new entrants get. */
  reserveTonnes: tonnes,
  preShare: decimalText,
  lastMonth: text,
  /** Last day on which allowances are surrendered for the year. */
  surrenderBy: text,
  objectionDays: integer,
  decisionDays: integer,
  excess: optional(json((value): ExcessLimits => excess.parse(value))),
  carryOver: optional(json((value): CarryOverRule => carryOver.parse(value))),
  state: oneOf(...allowancesLifecycles.allowancePlan.states),
  /** 1 for the first; counts up each time it is drafted again. */
  revision: integer,
  /** How many entities it has. */
  lines: integer,
  /** Whole tonnes of all entities by its methods, new entrants aside; known from approval on. */
  figureTonnes: optional(tonnes),
  draftedAt: text,
  approvedAt: optional(text),
  publishedAt: optional(text),
  preAllocatedAt: optional(text),
  /** First instant at which no objection to what was published or pre-allocated last is taken any more. */
  objectionsUntil: optional(text),
  reason: optional(text),
  /** Accounts that an approval has credited, even if it ended since. */
  accounts: texts,
  version: integer,
};
/** A plan of allowances of a market, year and area: its terms and how far it has come. */
export type AllowancePlan = RowOf<typeof planFields>;
/** State of a plan. */
export type AllowancePlanState = StateOf<typeof allowancesLifecycles.allowancePlan>;
/** Rows of plans. */
export const allowancePlanCodec = rowCodec(planFields);

const historicBasis = z.object({ baseTonnes: tonnesIn, productionDays: z.int() });
const output = z.object({ product: z.string(), amount: carbonAmount });
/** What was or will be made of a product. */
export type Output = z.output<typeof output>;

const lineFields = {
  allocationId: text,
  planId: text,
  partyId: text,
  partyName: text,
  creditCode: text,
  area: text,
  sector: text,
  /** Of the historic method. */
  historic: optional(json((value) => historicBasis.parse(value))),
  /** Of the benchmark method. */
  outputs: optional(json((value): readonly Output[] => z.array(output).parse(value))),
  documentNumber: text,
  /** Whether it came after publication and takes from the reserve of the plan. */
  entrant: flag,
  state: oneOf(...allowancesLifecycles.allowanceAllocation.states),
  /** What the plan's method gave last, with the plan's decimals. */
  figure: optional(decimalText),
  /** Whole tonnes that it is entitled to now. */
  entitledTonnes: tonnes,
  /** Issued to it and not taken back. */
  issuedTonnes: tonnes,
  /** Allocation by which the page is named that issued its share before verification; absent while none has issued anything. */
  page: optional(text),
  /** Issued beyond its entitlement, not free to be taken back, and added to its obligation. */
  addedTonnes: tonnes,
  /** Carried over from an earlier vintage. */
  carriedTonnes: tonnes,
  /** Version of the accepted report that the final allocation rests on. */
  reportVersion: optional(integer),
  publishedAt: optional(text),
  objectionsUntil: optional(text),
  /** How many objections were made; the last one may be open. */
  objections: integer,
  objectionOpen: flag,
  version: integer,
};
/** What an entity gets under a plan, and what it has got. */
export type AllowanceLine = RowOf<typeof lineFields>;
/** Rows of lines. */
export const allowanceLineCodec = rowCodec(lineFields);

const planAreasFields = {
  plans: json((value) => value as readonly Pick<AllowancePlan, "planId" | "area">[]),
  version: integer,
};
/** The areas whose plans of a market and year are approved: no two of them overlap. */
export type PlanAreas = RowOf<typeof planAreasFields>;
/** Rows of such areas. */
export const planAreasCodec = rowCodec(planAreasFields);

const objectionFields = {
  objectionId: text,
  planId: text,
  partyId: text,
  grounds: text,
  state: oneOf(...allowancesLifecycles.allowanceObjection.states),
  raisedAt: text,
  /** First instant at which its answer is late. */
  answerBy: text,
  reason: optional(text),
  answeredAt: optional(text),
  version: integer,
};
/** An objection of an entity to its allocation. */
export type AllowanceObjection = RowOf<typeof objectionFields>;
/** Rows of objections. */
export const allowanceObjectionCodec = rowCodec(objectionFields);

/** Id of the plan of a market, year and area: there is one. */
export function planIdOf({ market, year, area }: Pick<AllowancePlan, "market" | "year" | "area">): string {
  return `${market}-${year}-${area}`;
}
/** What names a line. */
export interface AllowanceLineName {
  readonly planId: string;
  readonly partyId: string;
}
/** Id of the allocation of a plan to an entity. Ids of plans and parties have no dot. */
export function allowanceIdOf({ planId, partyId }: AllowanceLineName): string {
  return `${planId}.${partyId}`;
}
/** The plan and the entity that an allocation's id names. */
export function allowanceNameOf(allocationId: string): AllowanceLineName {
  const dot = allocationId.indexOf(".");
  return dot < 0 ? { planId: allocationId, partyId: "" } : { planId: allocationId.slice(0, dot), partyId: allocationId.slice(dot + 1) };
}

/** Partition of a plan with its lines and objections. */
export function allowancePlanPartition(planId: string): string {
  return `allowance-plan#${planId}`;
}
/** Key of a plan. */
export function allowancePlanKey(planId: string): Key {
  return { pk: allowancePlanPartition(planId), sk: "plan" };
}
/** Key of the areas of a market and year whose plans are approved; no plan has this id, for each ends with its area. */
export function planAreasKey({ market, year }: Pick<AllowancePlan, "market" | "year">): Key {
  return { pk: allowancePlanPartition(`${market}-${year}`), sk: "areas" };
}
/** Prefix of the sort keys of lines. */
export const allowanceLinePrefix = "line#";
/** Key of a line. */
export function allowanceLineKey({ planId, partyId }: AllowanceLineName): Key {
  return { pk: allowancePlanPartition(planId), sk: `${allowanceLinePrefix}${partyId}` };
}
/** Prefix of the sort keys of an entity's objections. */
export function allowanceObjectionPrefix(partyId: string): string {
  return `objection#${partyId}#`;
}
/** Key of an objection. */
export function allowanceObjectionKey({ planId, partyId, objectionId }: AllowanceLineName & { readonly objectionId: string }): Key {
  return { pk: allowancePlanPartition(planId), sk: `${allowanceObjectionPrefix(partyId)}${objectionId.padStart(4, "0")}` };
}
