import * as z from "zod";
import type { StateOf } from "../../shared/kernel/lifecycle.ts";
import { cny, tonnes as tonnesIn } from "../../shared/kernel/schemas.ts";
import type { Key } from "../../shared/store/client.ts";
import { decimalText, integer, json, money, oneOf, optional, type RowOf, rowCodec, text, texts } from "../../shared/store/codec.ts";
import { allocationsLifecycles } from "./lifecycles.ts";
import { basisKinds, paymentModes, planKinds, renewalOutcomes, stepKinds } from "./vocabulary.ts";

const rate = z.object({ pollutant: z.string(), cnyPerTonneYear: cny });
/** What one tonne a year of a pollutant costs, in CNY. */
export type Rate = z.output<typeof rate>;
const rates = json((value): readonly Rate[] => z.array(rate).parse(value));

const rateTableFields = {
  rateTableId: text,
  /** 1 for the first; a version never changes. */
  version: integer,
  area: text,
  title: text,
  documentNumber: text,
  validFrom: text,
  rates,
  publishedAt: text,
};
/** A version of a table of rates. */
export type RateTable = RowOf<typeof rateTableFields>;
/** Rows of versions. */
export const rateTableCodec = rowCodec(rateTableFields);

const pooled = z.object({ pollutant: z.string(), pool: z.string(), tonnes: tonnesIn });
/** Tonnes of a pollutant in a pool. */
export type PooledTonnes = z.output<typeof pooled>;

const planFields = {
  planId: text,
  kind: oneOf(...planKinds),
  title: text,
  documentNumber: text,
  /** Area of the bureau that drafted it. */
  area: text,
  /** Party of that bureau, which is told of objections, with its name and code when it drafted the plan. */
  bureau: text,
  bureauName: text,
  bureauCode: text,
  /** Day on which existing amounts are determined: what is newer goes by auction. */
  determinedOn: text,
  firstMonth: text,
  lastMonth: text,
  years: integer,
  rateTableId: text,
  rateTableVersion: integer,
  rates,
  firstShare: decimalText,
  instalments: integer,
  announcedDays: integer,
  /** Days from the decision to pay the first instalment. */
  paymentDays: integer,
  /** Days after an instalment's deadline until its tonnes are frozen. */
  graceDays: integer,
  /** Days before an instalment's deadline on which its payment notice is sent. */
  noticeDays: integer,
  paymentMode: oneOf(...paymentModes),
  state: oneOf(...allocationsLifecycles.plan.states),
  /** How many lines it has. */
  lines: integer,
  totals: json((value): readonly PooledTonnes[] => z.array(pooled).parse(value)),
  feeTotal: money,
  draftedAt: text,
  publishedAt: optional(text),
  /** First instant at which no objection is taken any more. */
  objectionsUntil: optional(text),
  openObjections: integer,
  decidedAt: optional(text),
  /** Document of the decision. */
  decisionNumber: optional(text),
  /** Why it was decided so, or withdrawn. */
  reason: optional(text),
  version: integer,
};
/** A plan of allocations: its terms, its sums and how far it has come. */
export type Plan = RowOf<typeof planFields>;
/** State of a plan. */
export type PlanState = StateOf<typeof allocationsLifecycles.plan>;
/** Rows of plans. */
export const planCodec = rowCodec(planFields);

const pollutantTonnes = z.object({ pollutant: z.string(), tonnes: tonnesIn });
/** Tonnes of a pollutant. */
export type PollutantTonnes = z.output<typeof pollutantTonnes>;

const basis = z.object({
  kind: z.enum(basisKinds),
  since: z.string(),
  eiaNumber: z.string().optional(),
  method: z.string(),
  documentNumber: z.string(),
});
/** Why and how the amounts of a line were determined. */
export type Basis = z.output<typeof basis>;

const amount = pooled.extend({ instrument: z.string(), fee: cny });
/** What a line allocates of a pollutant, and its fee. */
export type Amount = z.output<typeof amount>;

const instalment = z.object({
  number: z.int(),
  amount: cny,
  /** What its payment releases, in the order of the line's amounts. */
  releases: z.array(pollutantTonnes),
  state: z.enum(allocationsLifecycles.instalment.states),
  /** First instant at which it is overdue; set when the plan is distributed. */
  payBy: z.string().optional(),
  /** Whether the ledger has a due for it. */
  owed: z.boolean().optional(),
  paidAt: z.string().optional(),
  /** When the money was credited, or the day of the certificate. */
  creditedOn: z.string().optional(),
  certificateNumber: z.string().optional(),
  /** Fact of the payment. */
  paidFactId: z.string().optional(),
  /** Whether its payment notice was given. */
  noticed: z.boolean().optional(),
  /** Month from which its permits count again, where they had been frozen. */
  countsFrom: z.string().optional(),
  /** Tonnes held for it alone: frozen ones, and those held again after a reversal. */
  holds: z.array(pollutantTonnes.extend({ holdId: z.string() })).optional(),
  /** Released tonnes of a reversed certificate that could not be held again: a debt. */
  unsecured: z.array(pollutantTonnes).optional(),
});
/** A payment of a line. */
export type Instalment = z.output<typeof instalment>;

const renewed = pooled.extend({ instrument: z.string() });
/** A permit that a line renews, and what the site held of it when the line was drafted. */
export type Renewed = z.output<typeof renewed>;

const lineFields = {
  allocationId: text,
  planId: text,
  siteId: text,
  partyId: text,
  partyName: text,
  creditCode: text,
  siteName: text,
  siteArea: text,
  licenceNumber: text,
  basis: json((value): Basis => basis.parse(value)),
  /** By pollutant; none where a renewal ends the permits. */
  amounts: json((value): readonly Amount[] => z.array(amount).parse(value)),
  /** Permits whose term ends before that of the plan; none in an initial plan. */
  renews: json((value): readonly Renewed[] => z.array(renewed).parse(value)),
  /** Of a renewal. */
  outcome: optional(oneOf(...renewalOutcomes)),
  /** Why a renewal has this outcome, or why the line was dropped. */
  reason: optional(text),
  total: money,
  instalments: json((value): readonly Instalment[] => z.array(instalment).parse(value)),
  state: oneOf(...allocationsLifecycles.allocation.states),
  publishedAt: optional(text),
  /** What a job does next, and when; both or neither. */
  nextStep: optional(oneOf(...stepKinds)),
  nextAt: optional(text),
  version: integer,
};
/** A line of a plan: what one site gets, for how much, and how it is paid. */
export type Line = RowOf<typeof lineFields>;
/** Rows of lines. */
export const lineCodec = rowCodec(lineFields);

const objectionFields = {
  objectionId: text,
  planId: text,
  siteId: text,
  partyId: text,
  partyName: text,
  grounds: text,
  state: oneOf(...allocationsLifecycles.objection.states),
  answer: optional(text),
  raisedAt: text,
  answeredAt: optional(text),
  version: integer,
};
/** An objection to a published plan. */
export type Objection = RowOf<typeof objectionFields>;
/** Rows of objections. */
export const objectionCodec = rowCodec(objectionFields);

/** What names a line. */
export interface AllocationName {
  readonly planId: string;
  readonly siteId: string;
}
/** Id of the allocation of a plan to a site. Ids of plans and sites have no dot. */
export function allocationIdOf({ planId, siteId }: AllocationName): string {
  return `${planId}.${siteId}`;
}
/** The plan and the site that an allocation's id names. */
export function allocationName(allocationId: string): AllocationName {
  const dot = allocationId.indexOf(".");
  return dot < 0 ? { planId: allocationId, siteId: "" } : { planId: allocationId.slice(0, dot), siteId: allocationId.slice(dot + 1) };
}

/** Partition of a plan with its lines and objections. */
export function planPartition(planId: string): string {
  return `plan#${planId}`;
}
/** Key of a plan. */
export function planKey(planId: string): Key {
  return { pk: planPartition(planId), sk: "plan" };
}
/** Prefix of the sort keys of lines. */
export const linePrefix = "line#";
/** Key of a line. */
export function lineKey({ planId, siteId }: AllocationName): Key {
  return { pk: planPartition(planId), sk: `${linePrefix}${siteId}` };
}
/** The line that a key of one names. */
export function lineNameOf({ pk, sk }: Key): AllocationName {
  return { planId: pk.slice("plan#".length), siteId: sk.slice(linePrefix.length) };
}
/** Prefix of the sort keys of objections. */
export const objectionPrefix = "objection#";
/** Key of an objection: one of each party about each site. */
export function objectionKey({ planId, objectionId }: Pick<Objection, "planId" | "objectionId">): Key {
  return { pk: planPartition(planId), sk: `${objectionPrefix}${objectionId}` };
}
/** Id of the only objection of a party about a site in a plan. */
export function objectionIdOf(siteId: string, partyId: string): string {
  return `${siteId}.${partyId}`;
}

/** Partition of a rate table with its versions. */
export function ratesPartition(rateTableId: string): string {
  return `rates#${rateTableId}`;
}
/** Prefix of the sort keys of versions. */
export const rateVersionPrefix = "version#";
/** Key of a version; they sort as they follow one another. */
export function rateVersionKey({ rateTableId, version }: Pick<RateTable, "rateTableId" | "version">): Key {
  return { pk: ratesPartition(rateTableId), sk: `${rateVersionPrefix}${String(version).padStart(6, "0")}` };
}
/** Key of the copy of the newest version. */
export function newestRatesKey(rateTableId: string): Key {
  return { pk: ratesPartition(rateTableId), sk: "newest" };
}

const siteClaimsFields = { siteId: text, planIds: texts, version: integer };
/** Which plans have a line for a site, live or not: two never allocate the same pollutant for the same months, nor renew the same permits. */
export type SiteClaims = RowOf<typeof siteClaimsFields>;
/** Rows of such claims. */
export const siteClaimsCodec = rowCodec(siteClaimsFields);
/** Key of the claims for a site. */
export function siteClaimsKey(siteId: string): Key {
  return { pk: `claims#${siteId}`, sk: "claims" };
}

const watermarkFields = { through: text };
/** How far a job that tells of what is to come has told. */
export const watermarkCodec = rowCodec(watermarkFields);
/** Key of the watermark for so many days ahead. */
export function watermarkKey(daysAhead: number): Key {
  return { pk: `renewal-ahead#${daysAhead}`, sk: "watermark" };
}
