import { type ApiFunction, defineApiFunction, defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, index, objects, readCalendars, readMembers, sendTo, table } from "../../shared/deployment/grants.ts";
import { dueIndex, listingIndex, secondListingIndex } from "../../shared/deployment/indexes.ts";
import {
  allowancesApiEndpoints,
  carbonEndpoints,
  carbonFacts,
  carbonMessages,
  officeEndpoints,
  reportsApiEndpoints,
  sheetsApiEndpoints,
} from "./contract.ts";
import { carbonLifecycles } from "./lifecycles.ts";
import { carbonNotices } from "./notices.ts";
import { carbonProblems } from "./problems.ts";

const requests = { table: "Carbon" } as const;
const tables = { Carbon: { streamed: true, indexes: [listingIndex, secondListingIndex, dueIndex] } } as const;

const office = {
  kind: "api",
  handler: "functions/carbon/api.handler.ts",
  endpoints: officeEndpoints,
  requests: { ...requests, path: "/carbon/requests" },
  impact: "Entities cannot store their months, and the bureau cannot approve control plans or publish factor sets",
  grants: [
    readMembers,
    ...commandsAndFacts("Carbon"),
    index("Carbon", listingIndex),
    index("Carbon", secondListingIndex),
    table("Carbon", ["GetItem", "PutItem"], ["factor-sets", "entity#*"]),
    // Whoever is on the list is reminded of its report.
    table("Carbon", ["PutItem"], ["report-due#*"]),
    table("Carbon", ["GetItem", "Query", "PutItem"], ["factor-set#*"]),
    table("Carbon", ["Query", "PutItem"], ["energy-use#*"]),
    table("Carbon", ["GetItem", "PutItem"], ["control-plan#*"]),
    table("Carbon", ["GetItem", "Query", "PutItem"], ["months#*"]),
    // Documents that months name were uploaded before.
    table("Carbon", ["BatchGetItem", "PutItem"], ["evidence#*"]),
    objects("CarbonEvidence", ["GetObject"], ["evidence/*"]),
    // Whether a verifier is the one of the year's report.
    table("Carbon", ["GetItem"], ["report#*"]),
  ],
} as const satisfies ApiFunction;

const reports = {
  kind: "api",
  handler: "functions/carbon/api-reports.handler.ts",
  endpoints: reportsApiEndpoints,
  requests: { ...requests, name: "Report", path: "/carbon/reports/requests" },
  impact: "Entities cannot file their annual reports, and verifiers cannot work on them",
  grants: [
    readMembers,
    ...commandsAndFacts("Carbon"),
    index("Carbon", listingIndex),
    index("Carbon", secondListingIndex),
    table("Carbon", ["GetItem"], ["factor-sets", "factor-set#*"]),
    table("Carbon", ["GetItem", "BatchGetItem", "PutItem"], ["report#*", "evidence#*"]),
    table("Carbon", ["GetItem", "PutItem"], ["entity#*", "obligation#*"]),
    // By when an accepted figure is surrendered for.
    table("Carbon", ["GetItem"], ["allowance-plan#*"]),
    table("Carbon", ["Query", "PutItem"], ["invoices#*", "verifier-years#*"]),
    table("Carbon", ["GetItem", "Query", "PutItem"], ["verification#*"]),
    readCalendars,
    table("Carbon", ["GetItem"], ["control-plan#*"]),
    table("Carbon", ["GetItem", "Query", "PutItem"], ["months#*"]),
    // Addresses that the function signs carry its own rights.
    objects("CarbonEvidence", ["GetObject", "PutObject"], ["evidence/*"]),
  ],
} as const satisfies ApiFunction;

const sheets = {
  kind: "api",
  handler: "functions/carbon/api-sheets.handler.ts",
  endpoints: sheetsApiEndpoints,
  memoryMb: 1024,
  impact: "Entities cannot upload sheets",
  grants: [
    readMembers,
    // A draft states no fact.
    table("Carbon", ["GetItem", "PutItem"], ["command#*"]),
    // What drafting a report reads and writes, and nothing else of it.
    table("Carbon", ["GetItem"], ["factor-sets", "factor-set#*", "entity#*", "control-plan#*"]),
    table("Carbon", ["GetItem", "PutItem"], ["report#*"]),
    table("Carbon", ["GetItem", "BatchGetItem", "PutItem"], ["evidence#*"]),
    table("Carbon", ["Query"], ["invoices#*"]),
    objects("CarbonEvidence", ["GetObject"], ["evidence/*"]),
  ],
} as const satisfies ApiFunction;

const allowances = {
  kind: "api",
  handler: "functions/carbon/api-allowances.handler.ts",
  endpoints: allowancesApiEndpoints,
  requests: { ...requests, name: "Allowance", path: "/carbon/allowances/requests" },
  impact: "Allowances cannot be allocated or surrendered",
  grants: [
    readMembers,
    ...commandsAndFacts("Carbon"),
    index("Carbon", listingIndex),
    index("Carbon", secondListingIndex),
    table("Ledger", ["GetItem", "Query", "UpdateItem"], ["allowance#*"]),
    table("Ledger", ["PutItem"], ["fact#*"]),
    readCalendars,
    table("Carbon", ["GetItem", "BatchGetItem", "Query", "PutItem"], ["allowance-plan#*"]),
    table("Carbon", ["GetItem", "PutItem"], ["allowance-statement#*"]),
    // Key entities and their accepted reports.
    table("Carbon", ["GetItem", "BatchGetItem"], ["entity#*"]),
    table("Carbon", ["GetItem"], ["report#*"]),
    // What could not be clawed back is surrendered.
    table("Carbon", ["GetItem", "PutItem"], ["obligation#*"]),
    table("Carbon", ["Query", "PutItem"], ["surrenders#*"]),
    table("Carbon", ["GetItem", "Query", "PutItem"], ["serials#*"]),
    table("Ledger", ["PutItem"], ["allowance#*"]),
    // Certified reductions come from the registry and are retired at once.
    table("Ledger", ["UpdateItem"], ["offset#*"]),
  ],
} as const satisfies ApiFunction;

/** The API functions, each alone: a bundle has nothing of the others. */
export const officeFunction = defineApiFunction(tables, "carbon-api", office);
export const reportsFunction = defineApiFunction(tables, "carbon-reports-api", reports);
export const sheetsFunction = defineApiFunction(tables, "carbon-sheets-api", sheets);
export const allowancesFunction = defineApiFunction(tables, "carbon-allowances-api", allowances);

/** Greenhouse gases of key entities: from intake and verification of reports to the allocation and surrender of allowances. */
export const carbon = defineContext({
  name: "carbon",
  description:
    "碳排放：监测计划、月度存证、年度报告、核查、配额分配与清缴 Carbon: control plans, monthly storage, annual reports, verification, allocation and surrender of allowances.",
  endpoints: carbonEndpoints,
  problems: carbonProblems,
  facts: carbonFacts,
  notices: carbonNotices,
  lifecycles: carbonLifecycles,
  tables,
  buckets: {
    CarbonEvidence: {
      noAccessLogBecause:
        "Documents are named by their SHA-256 and versioned, and every address to one of them is handed out by a call that is logged.",
    },
  },
  functions: {
    "carbon-api": office,
    "carbon-reports-api": reports,
    "carbon-sheets-api": sheets,
    "carbon-allowances-api": allowances,
    "carbon-on-allowance-plan": {
      kind: "facts",
      handler: "functions/carbon/allowances/plans/on-plan.handler.ts",
      facts: [carbonFacts.allowancePlanPublished, carbonFacts.preAllocationBegun],
      impact: "Entities of published plans are not told of them, and do not get their pre-allocated allowances",
      grants: [sendTo("allowance-pages")],
    },
    "carbon-allowance-pages": {
      kind: "queue",
      handler: "functions/carbon/allowances/plans/plan-page.handler.ts",
      queue: "allowance-pages",
      message: carbonMessages["allowance-pages"],
      maximumConcurrency: 5,
      impact: "Entities of published plans are not told of them, and do not get their pre-allocated allowances",
      grants: [
        table("Carbon", ["GetItem", "Query", "PutItem"], ["allowance-plan#*"]),
        table("Carbon", ["PutItem"], ["fact#*"]),
        table("Ledger", ["UpdateItem"], ["allowance#*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
        sendTo("allowance-pages"),
      ],
    },
    "carbon-vintages": {
      kind: "job",
      handler: "functions/carbon/allowances/vintages/vintages.handler.ts",
      everyMinutes: 60,
      impact: "Holders are not told that a vintage ends, or that it has ended",
      grants: [
        index("Ledger", dueIndex),
        table("Ledger", ["GetItem", "UpdateItem", "Query"], ["allowance#*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
        table("Parties", ["GetItem"], ["party#*"]),
        table("Carbon", ["GetItem", "PutItem"], ["vintage-ahead#*", "fact#*"]),
      ],
    },
    "carbon-deadlines": {
      kind: "job",
      handler: "functions/carbon/deadlines/deadlines.handler.ts",
      everyMinutes: 1,
      impact: "Missed months, unanswered non-conformities and ended vintages are not noticed, and deadlines are not announced",
      grants: [
        index("Carbon", dueIndex),
        table("Carbon", ["PutItem"], ["fact#*"]),
        table("Carbon", ["GetItem"], ["control-plan#*"]),
        table("Carbon", ["GetItem", "PutItem"], ["months#*"]),
        table("Carbon", ["GetItem", "PutItem"], ["report-due#*"]),
        table("Carbon", ["GetItem"], ["entity#*"]),
        table("Carbon", ["GetItem", "PutItem"], ["report#*", "verification#*"]),
      ],
    },
  },
});
