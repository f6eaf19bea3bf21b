import * as z from "zod";
import { areaCode, areaCodeOut } from "../../shared/kernel/areas.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field } from "../../shared/kernel/fields.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { message } from "../../shared/kernel/message.ts";
import {
  decimalOut,
  documentReference,
  id,
  pageOf,
  pageQuery,
  pathYear,
  plainDate,
  positiveTonnes,
  queryInteger,
  ratio,
  reasonGiven,
  shortText,
  tonnes,
  yearMonth,
} from "../../shared/kernel/schemas.ts";
import { holdPurpose } from "../../shared/ledger/hold.ts";
import { offsetGround } from "../../shared/permits/offset-grounds.ts";
import { pollutantCode, pollutantCodeOut, poolId, poolIdOut } from "../../shared/permits/pools.ts";
import { reserveSource } from "../../shared/permits/reserve-sources.ts";
import { limitEndpoints, limitFacts } from "./contract-limits.ts";
import { addition, cap, holding, need, needKind, needUse, poolYear, runway, siteHolder, siteOwner } from "./shapes.ts";

/** A pollutant in a pool. */
const poolPollutant = z.object({ pool: poolId, pollutant: pollutantCode });
/** A pollutant in a pool in a year. */
const capParams = poolPollutant.extend({ year: pathYear });
/** The bureau's code of a project; short enough to be part of an instrument's name. */
const projectCode = id.max(50).describe("Project code of the approving authority");
/** A month of the years that have caps. */
const monthOfCaps = yearMonth.refine((month) => month.startsWith("20"), message("须为 2000 至 2099 年的月份", "a month of 2000 to 2099"));
const needParams = z.object({ pollutant: pollutantCode, project: projectCode });

const byArea = pageQuery.extend({
  area: areaCode.optional().describe("Only this area and its sub-areas; the caller's own area by default"),
});

/** The endpoints of permits. */
export const permitsEndpoints = {
  setCap: endpoint({
    operationId: "setCap",
    method: "PUT",
    path: "/permits/caps/{pool}/{pollutant}/{year}",
    summary:
      "Sets the cap of a year. Raising it adds headroom, lowering it removes headroom; a cap below what is issued shows a deficit and blocks new issues.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: capParams,
    body: z.object({ tonnes: tonnes.describe("New cap in tonnes a year"), documentNumber: documentReference }),
    response: cap,
    refusals: ["outside-your-area", "pollutant-not-in-pool"],
  }),
  readCap: endpoint({
    operationId: "readCap",
    method: "GET",
    path: "/permits/caps/{pool}/{pollutant}/{year}",
    summary: "Reads the cap of a year with its headroom or deficit.",
    roles: ["regulator", "district", "operator"],
    params: capParams,
    response: cap,
    refusals: [],
  }),
  listCaps: endpoint({
    operationId: "listCaps",
    method: "GET",
    path: "/permits/caps/{pool}/{pollutant}",
    summary: "Lists the caps of a pollutant in a pool, by year, with headroom and deficit.",
    roles: ["regulator", "district", "operator"],
    params: poolPollutant,
    query: pageQuery,
    response: pageOf(cap),
    refusals: [],
  }),
  readRunway: endpoint({
    operationId: "readRunway",
    method: "GET",
    path: "/permits/caps/{pool}/{pollutant}/runway",
    summary:
      "Compares caps with issued and expiring permits by month, and with what projects may still buy; names the first month without room for them.",
    roles: ["regulator", "district", "operator"],
    params: poolPollutant,
    query: z.object({
      from: monthOfCaps.optional().describe("First month, YYYY-MM; the running month by default").meta({ example: "2027-01" }),
      months: queryInteger(1, 120, { zh: "个月", en: "months" })
        .default(60)
        .describe("Number of months, 1 to 120; 60 by default")
        .meta({ example: 60 }),
    }),
    response: runway,
    refusals: ["pollutant-not-in-pool"],
  }),
  addToReserve: endpoint({
    operationId: "addToReserve",
    method: "POST",
    path: "/permits/reserves/{pool}/{pollutant}",
    summary: "Adds quota to the reserve of a pool, with its source and document. Sources that come out of a site's permits are refused.",
    roles: ["regulator"],
    params: poolPollutant,
    body: z.object({
      tonnes: positiveTonnes,
      source: reserveSource,
      documentNumber: documentReference,
      renewalFactId: shortText
        .optional()
        .describe("Of a cut that was decided after the permits had expired: the fact `renewal-decided`, whose tonnes count once"),
    }),
    response: addition,
    refusals: [
      "outside-your-area",
      "pollutant-not-in-pool",
      "source-needs-site",
      "renewal-unknown",
      "renewal-without-cut",
      "renewal-before-expiry",
      "renewal-cut-exceeded",
    ],
  }),
  readReserve: endpoint({
    operationId: "readReserve",
    method: "GET",
    path: "/permits/reserves/{pool}/{pollutant}",
    summary: "Reads what the reserve holds, and its sources, newest first.",
    roles: ["regulator", "district", "operator"],
    params: poolPollutant,
    query: pageQuery,
    response: pageOf(addition)
      .extend({ availableTonnes: decimalOut.describe("Unsold tonnes in the reserve") })
      .meta({ id: "Reserve" }),
    refusals: [],
  }),
  certifyNeed: endpoint({
    operationId: "certifyNeed",
    method: "POST",
    path: "/permits/needs",
    summary: "Certifies what a project may buy: tonnes needed times the offset ratio. Once per project code and pollutant.",
    roles: ["regulator"],
    body: z.object({
      partyId: id,
      siteId: id,
      project: projectCode,
      projectName: shortText.describe("Name of the project as approved"),
      kind: needKind,
      pollutant: pollutantCode,
      tonnes: positiveTonnes,
      offsetRatio: ratio.refine((value) => value.gte(1), message("须不小于 1", "must be at least 1")).describe("r of r:1, at least 1"),
      offsetGround,
      letterNumber: documentReference.describe("Number of the letter of certification"),
      letterDate: plainDate.describe("Day of the letter"),
      eiaNumber: documentReference.describe("Number of the decision on the project's environmental impact assessment"),
    }),
    creates: "/permits/needs/{pollutant}/{project}",
    response: need,
    refusals: [
      "holder-not-admitted",
      "site-not-confirmed",
      "offset-ground-not-for-pollutant",
      "offset-ratio-too-low",
      "need-not-whole-kilograms",
      "letter-date-in-future",
      "need-exists",
      "existing-amount-by-allocation",
    ],
  }),
  withdrawNeed: endpoint({
    operationId: "withdrawNeed",
    method: "POST",
    path: "/permits/needs/{pollutant}/{project}/withdrawal",
    summary: "Withdraws a need that is neither held by an enrolment nor used for a purchase.",
    roles: ["regulator"],
    params: needParams,
    body: z.object({ reason: reasonGiven }),
    response: need,
    refusals: ["need-in-use", "need-already-withdrawn"],
  }),
  readNeed: endpoint({
    operationId: "readNeed",
    method: "GET",
    path: "/permits/needs/{pollutant}/{project}",
    summary: "Reads a need and what is left of it: enterprises see their own, authorities those of their area.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: needParams,
    response: needUse,
    refusals: [],
  }),
  listNeeds: endpoint({
    operationId: "listNeeds",
    method: "GET",
    path: "/permits/needs",
    summary: "Lists needs: enterprises see their own, authorities those of their area, area by area and newest first in each.",
    roles: ["enterprise", "regulator", "district", "operator"],
    query: byArea,
    response: pageOf(need),
    refusals: [],
  }),
  listPermitSites: endpoint({
    operationId: "listPermitSites",
    method: "GET",
    path: "/permits/sites",
    summary:
      "Lists the sites that may hold permits: enterprises see their own, authorities those of their area, from their registration on.",
    roles: ["enterprise", "regulator", "district", "operator"],
    query: byArea,
    response: pageOf(siteHolder),
    refusals: [],
  }),
  listHoldings: endpoint({
    operationId: "listHoldings",
    method: "GET",
    path: "/permits/sites/{siteId}/holdings",
    summary:
      "Lists the permits of a site with their terms and what counts now: enterprises see their own, authorities those of their area.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: z.object({ siteId: id }),
    query: pageQuery,
    response: pageOf(holding),
    refusals: [],
  }),
  ...limitEndpoints,
} as const;

/** All that is known of a need, with names as of its certification. */
const certified = need.omit({ state: true, reason: true, certifiedAt: true });

/** Facts about permits; quantities are decimal strings. */
export const permitsFacts = {
  capSet: factSchema(
    "cap-set",
    1,
    z.object({
      ...poolYear,
      tonnes: field.tonnes,
      previousTonnes: decimalOut.describe("0 when none was set"),
      documentNumber: field.documentNumber,
    }),
    "The cap of a pool for a pollutant and a year was set or changed.",
  ),
  reserveAdded: factSchema(
    "reserve-added",
    1,
    addition.omit({ addedAt: true }).extend({
      pool: poolIdOut,
      pollutant: pollutantCodeOut,
      blockReference: z.string().describe("Reference of the quota that was added, never used again: pollutant, pool and addition"),
    }),
    "Quota was added to the reserve of a pool.",
  ),
  /** Its id is `needFactId(pollutant, project)`: auctions read site, ratio and tonnes of a need from this fact. */
  needCertified: factSchema("need-certified", 1, certified, "The bureau certified how much of a pollutant a project may buy."),
  needWithdrawn: factSchema(
    "need-withdrawn",
    1,
    certified.extend({ reason: field.reason }),
    "A certified need was withdrawn; it was never used.",
  ),
  permitExpired: factSchema(
    "permit-expired",
    1,
    z.object({
      siteId: field.siteId,
      holder: siteOwner
        .extend({ siteArea: areaCodeOut.describe("Area of the site") })
        .optional()
        .describe("Holder and licence of the site as of then; absent for a site that was never registered"),
      instrument: field.instrument,
      pollutant: pollutantCodeOut,
      pool: poolIdOut,
      poolArea: areaCodeOut.describe("Area of the regulators responsible for the pool"),
      firstMonth: yearMonth.describe("First month of the term"),
      lastMonth: yearMonth.describe("Last month of the term, included"),
      retiredTonnes: decimalOut.describe("Whole position of the site, including held parts"),
      holds: z
        .array(
          z.object({
            holdId: z.string().describe("Hold"),
            purpose: holdPurpose,
            quantity: decimalOut.describe("Tonnes still held"),
            beneficiary: z.string().optional().describe("Member that benefited from the hold, such as a pledgee"),
          }),
        )
        .describe("Holds that ended with the term"),
    }),
    "The term of a site's permit ended, and the site's whole position in it was retired.",
  ),
  ...limitFacts,
};

/** Id of the one fact that certified the need of a project for a pollutant; it is never certified again. */
export function needFactId(pollutant: string, project: string): string {
  return `need-certified.${pollutant}.${project}`;
}

/** Id of the fact that retires a position after so many entries; a position expires once, in one step or several. */
export function permitExpiredFactId(account: string, instrument: string, entries: number): string {
  return `permit-expired.${sha256(`${account} ${instrument}`).slice(0, 32)}.${entries}`;
}
