import * as z from "zod";
import { carbonAmount, carbonFactor, positiveWholeTonnes, wholeTonnesText } from "../../../shared/carbon/quantities.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { message } from "../../../shared/kernel/message.ts";
import {
  documentReference,
  id,
  pageOf,
  pageQuery,
  pathYear,
  plainDate,
  ratio,
  reasonGiven,
  shortText,
  tonnes,
  wholeNumber,
  yearMonth,
} from "../../../shared/kernel/schemas.ts";
import defaults from "./plan-defaults.json" with { type: "json" };
import { allowanceLine, allowancePlan } from "./shapes.ts";
import { allowanceMarket, carbonRounding, planDecision } from "./vocabulary.ts";

const planParams = z.object({ planId: id });
const days = { zh: "天", en: "days" };
const workingDays = { zh: "工作日", en: "working days" };
/** Entities that one call may put into a plan. */
const mostLines = 48;
const oneMethod = message("须恰好给出一种方法：historic 或 benchmark", "exactly one method: historic or benchmark");

const sector = z
  .object({
    sector: shortText.describe("Sector of entities, as the register has it"),
    historic: z
      .object({
        sectorCoefficient: carbonFactor.describe("Control coefficient of the sector"),
        marketFactor: carbonFactor.describe("Market adjustment factor"),
        ofDays: wholeNumber(365, 366, days)
          .optional()
          .describe(`Days that production days are divided by; ${defaults.ofDays.value} by default`),
      })
      .optional()
      .describe("Method of historic emissions: base x coefficient x factor / days x production days"),
    benchmark: z
      .object({
        adjustment: carbonFactor.describe("Adjustment factor"),
        products: z
          .array(
            z.object({
              product: shortText.describe("Product"),
              unit: shortText.describe("Unit of its output"),
              tonnesPerUnit: carbonFactor.describe("Benchmark: tonnes of CO2 for one unit"),
            }),
          )
          .min(1)
          .max(20)
          .describe("Benchmarks by product"),
      })
      .optional()
      .describe("Benchmark method: output x benchmark x adjustment"),
  })
  .refine(({ historic, benchmark }) => (historic === undefined) !== (benchmark === undefined), oneMethod)
  .meta({ id: "WantedAllowanceSector" });

const basis = {
  historic: z
    .object({
      baseTonnes: tonnes.describe("Historic base in tonnes"),
      productionDays: wholeNumber(0, 366, days).describe("Days of normal production"),
    })
    .optional()
    .describe("Of the method of historic emissions"),
  outputs: z
    .array(z.object({ product: shortText.describe("Product of the plan"), amount: carbonAmount }))
    .min(1)
    .max(20)
    .optional()
    .describe("Of the benchmark method: output by product"),
} as const;

/** What an entity's figure is computed from, as input. */
export const wantedBasis = basis;

const line = z
  .object({ partyId: id.describe("Entity of the plan's market and year"), ...basis, documentNumber: documentReference })
  .meta({ id: "WantedAllowanceLine" });

/** Plans of allowances: drafted, approved, published, pre-allocated. */
export const allowancePlanEndpoints = {
  draftAllowancePlan: endpoint({
    operationId: "draftAllowancePlan",
    method: "POST",
    path: "/carbon/allowance-plans",
    summary:
      "Drafts the plan of a market and year for the caller's area, or drafts it again before it is published: its entities stay, and an approval ends.",
    roles: ["regulator"],
    body: z.object({
      market: allowanceMarket,
      year: pathYear.describe("Year of the allowances, YYYY"),
      title: shortText.describe("Title of the plan"),
      documentNumber: documentReference,
      sectors: z.array(sector).min(1).max(40).describe("Methods by sector"),
      figureDecimals: wholeNumber(0, 6, { zh: "小数位", en: "decimals" })
        .optional()
        .describe(`Decimals of computed figures; ${defaults.figure.decimals} by default`),
      figureRounding: carbonRounding.optional().describe(`How figures are rounded; ${defaults.figure.rounding} by default`),
      issueRounding: carbonRounding
        .optional()
        .describe(`How a figure becomes the whole tonnes that are issued; ${defaults.issue.rounding} by default`),
      totalTonnes: positiveWholeTonnes.describe("Whole tonnes that may be issued in all"),
      reserveTonnes: wholeTonnesText.describe("Part of the total that only new entrants get"),
      preShare: ratio.optional().describe(`Share that is allocated before verification; ${defaults.preShare.value} by default`),
      lastMonth: yearMonth.describe("Last month in which the allowances may be used"),
      surrenderBy: plainDate.describe("Last day on which allowances are surrendered for the year"),
      objectionDays: wholeNumber(1, 60, workingDays)
        .optional()
        .describe(`Working days in which an entity may object; ${defaults.objectionDays.value} by default`),
      decisionDays: wholeNumber(1, 60, workingDays)
        .optional()
        .describe(`Working days in which an objection is answered; ${defaults.decisionDays.value} by default`),
      excess: z
        .object({
          share: ratio.describe("Share of the figure"),
          tonnes: tonnes.describe("Tonnes"),
          source: documentReference.describe("Document of the limits"),
        })
        .optional()
        .describe(
          `What verified emissions differ from the figure by more than the tighter of these is corrected; ${defaults.excess.share} and ${defaults.excess.tonnes} t by default`,
        ),
      carryOver: z
        .object({
          fromVintage: pathYear.describe("Vintage that is converted, YYYY"),
          share: ratio.describe("Most of an entity's entitlement that it may convert, as a share"),
          plusTonnes: wholeTonnesText.describe("Tonnes that it may convert on top"),
          until: plainDate.describe("Last day of conversion"),
        })
        .optional()
        .describe("Conversion of an earlier vintage into that of the plan; absent: none"),
    }),
    creates: "/carbon/allowance-plans/{planId}",
    response: allowancePlan,
    refusals: ["wrong-state", "plan-terms-invalid"],
  }),
  putAllowanceLines: endpoint({
    operationId: "putAllowanceLines",
    method: "PUT",
    path: "/carbon/allowance-plans/{planId}/lines",
    summary: `Puts up to ${mostLines} entities into a drafted plan, all or none; what the plan has of them is replaced. All errors are listed at once.`,
    roles: ["regulator"],
    params: planParams,
    body: z.object({ lines: z.array(line).min(1).max(mostLines).describe("Entities, each once") }),
    response: allowancePlan,
    refusals: ["allowance-plan-of-another-area", "wrong-state", "allowance-lines-refused"],
  }),
  decideAllowancePlan: endpoint({
    operationId: "decideAllowancePlan",
    method: "POST",
    path: "/carbon/allowance-plans/{planId}/decision",
    summary:
      "Approves, publishes, pre-allocates or withdraws a plan. Approval makes its total issuable; publication tells every entity what it gets; pre-allocation issues the share of the plan to each.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: planParams,
    body: z.object({ decision: planDecision, reason: reasonGiven }),
    response: allowancePlan,
    refusals: [
      "allowance-plan-of-another-area",
      "wrong-state",
      "plan-without-entities",
      "plan-area-taken",
      "plan-total-exceeded",
      "vintage-over",
    ],
  }),
  listAllowancePlans: endpoint({
    operationId: "listAllowancePlans",
    method: "GET",
    path: "/carbon/allowance-plans",
    summary:
      "Lists plans of allowances, the newest years first: published ones, and for the regulators of their area also those before. May lag by a second, and pages may be shorter than requested.",
    roles: ["enterprise", "verifier", "regulator", "district", "operator"],
    query: pageQuery,
    response: pageOf(allowancePlan),
    refusals: [],
  }),
  readAllowancePlan: endpoint({
    operationId: "readAllowancePlan",
    method: "GET",
    path: "/carbon/allowance-plans/{planId}",
    summary: "Reads a plan of allowances: a published one, or one of the caller's area.",
    roles: ["enterprise", "verifier", "regulator", "district", "operator"],
    params: planParams,
    response: allowancePlan,
    refusals: [],
  }),
  listAllowanceLines: endpoint({
    operationId: "listAllowanceLines",
    method: "GET",
    path: "/carbon/allowance-plans/{planId}/lines",
    summary: "Lists the entities of a plan of the caller's area with what they get and have got, by entity.",
    roles: ["regulator", "district", "operator"],
    params: planParams,
    query: pageQuery,
    response: pageOf(allowanceLine),
    refusals: [],
  }),
} as const;
