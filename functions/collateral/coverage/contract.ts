import * as z from "zod";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { bilingualText } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import { decimalString, id, pageOf, pageQuery, queryInteger } from "../../../shared/kernel/schemas.ts";
import { servedFile } from "../../../shared/kernel/served-file.ts";
import { pledgePath, pledgeReaders } from "../pledges/endpoint-parts.ts";
import { pledgeParams } from "../pledges/shapes.ts";
import { coverage, coverageCrossed, coverages, coverageTotals, standingState, statement, stressedCoverage } from "./shapes.ts";

const coveragePath = `${pledgePath}/coverage` as const;
const stressQuery = pageQuery.extend({
  fallPercent: decimalString(2, 3, { zh: "百分比", en: "percent" }, "By how many percent prices fall, 0 to 100")
    .refine((percent) => percent.lte(decimal("100")), message("不得大于 100", "at most 100"))
    .meta({ example: "20" }),
  item: z
    .string()
    .regex(
      /^[a-z]+(?:\/[A-Za-z0-9._-]+){0,3}$/,
      message("须为价格品目，如 permit/COD/liangzi-lake", "an item of prices, such as permit/COD/liangzi-lake"),
    )
    .max(100)
    .optional()
    .describe("Only this item or, as the beginning of its name, all of a kind, such as `permit/COD`; everything by default")
    .meta({ example: "permit/COD/liangzi-lake" }),
  pollutant: id.optional().describe("Only items of this pollutant").meta({ example: "COD" }),
});

/** The endpoints of coverage and of statements to debtors. */
export const coverageEndpoints = {
  readPledgeCoverage: endpoint({
    operationId: "readPledgeCoverage",
    method: "GET",
    path: coveragePath,
    summary:
      "Reads what is left of a pledge's value after its seniors for one yuan secured, and the prices that it rests on: for its bank, its pledgor and the authorities of its area.",
    roles: pledgeReaders,
    params: pledgeParams,
    response: coverage,
    refusals: [],
  }),
  listPledgeCoverageHistory: endpoint({
    operationId: "listPledgeCoverageHistory",
    method: "GET",
    path: `${coveragePath}/history`,
    summary: "Lists everything that the coverage of a pledge ever was, newest first, for a chart.",
    roles: pledgeReaders,
    params: pledgeParams,
    query: pageQuery,
    response: coverages,
    refusals: [],
  }),
  listPledgeCoverage: endpoint({
    operationId: "listPledgeCoverage",
    method: "GET",
    path: "/collateral/coverage",
    summary: "Lists the coverage of the calling bank's registered pledges, the worst state and the lowest ratio first.",
    roles: ["bank"],
    query: pageQuery.extend({ state: standingState.optional().describe("Only those in this state").meta({ example: "margin-call" }) }),
    response: coverages,
    refusals: [],
  }),
  readPledgeCoverageTotals: endpoint({
    operationId: "readPledgeCoverageTotals",
    method: "GET",
    path: "/collateral/coverage/totals",
    summary: "Reads how many pledges of the calling bank are in each state of coverage, and what they secure and have left.",
    roles: ["bank"],
    response: coverageTotals,
    refusals: [],
  }),
  stressPledges: endpoint({
    operationId: "stressPledges",
    method: "GET",
    path: "/collateral/coverage/stress",
    summary:
      "Computes what the coverage of the calling bank's pledges would be if prices fell, page by page, and writes nothing. What has no published price falls only where everything does.",
    roles: ["bank"],
    query: stressQuery,
    response: pageOf(stressedCoverage),
    refusals: [],
  }),
  exportPledgeStress: endpoint({
    operationId: "exportPledgeStress",
    method: "GET",
    path: "/collateral/coverage/stress.csv",
    summary: "The same page as a table, a line for each position of a pledge; the header `link` names the next page.",
    roles: ["bank"],
    query: stressQuery,
    response: servedFile,
    servesFile: true,
    refusals: [],
  }),
  listPledgeStatements: endpoint({
    operationId: "listPledgeStatements",
    method: "GET",
    path: `${pledgePath}/statements`,
    summary:
      "Lists what the debtor was told after each change of a pledge, newest first: what is secured, pledged and owed. For the debtor, the pledgor and the bank.",
    roles: ["bank", "enterprise"],
    params: pledgeParams,
    query: pageQuery.extend({
      limit: queryInteger(1, 25, { zh: "行", en: "rows" })
        .default(10)
        .describe("Rows per page, 1 to 25; 10 by default")
        .meta({ example: 10 }),
    }),
    response: pageOf(statement),
    refusals: [],
  }),
} as const;

/** The facts of coverage. */
export const coverageFacts = {
  crossed: factSchema(
    "coverage-crossed",
    1,
    coverageCrossed,
    "The coverage of a pledge crossed one of its thresholds, in either direction, or was below one from the beginning.",
  ),
  statementIssued: factSchema(
    "pledge-statement-issued",
    1,
    statement.extend({ pledgedText: bilingualText.describe("What is pledged, in words") }),
    "The debtor of a pledge was given a statement of what is secured, pledged and owed after a change of it.",
  ),
} as const;
