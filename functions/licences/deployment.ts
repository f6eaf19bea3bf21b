import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, index, readMembers, sendTo, table } from "../../shared/deployment/grants.ts";
import { listingIndex } from "../../shared/deployment/indexes.ts";
import { allocationsFacts } from "../allocations/contract.ts";
import { auctionsFacts } from "../auctions/contract.ts";
import { comparisonStep, licencesEndpoints, licencesFacts } from "./contract.ts";
import { licencesLifecycles } from "./lifecycles.ts";
import { licencesNotices } from "./notices.ts";
import { licencesProblems } from "./problems.ts";

/** What comparing with what is registered here reads. */
const comparingGrants = [
  // Which site holds a licence, the sites and their parties, many at once.
  table("Parties", ["BatchGetItem"], ["licence#*", "party#*"]),
  table("Licences", ["Query"], ["records#*"]),
  // The facts that certified needs.
  table("Permits", ["BatchGetItem"], ["fact#*"]),
] as const;

/** What stands in the discharge licences of sites, and how it compares with what other systems say. */
export const licences = defineContext({
  name: "licences",
  description:
    "排污许可证：载明的排污权、许可与环评数据导入、差异处理 Permits in discharge licences, imported files and their differences.",
  endpoints: licencesEndpoints,
  problems: licencesProblems,
  facts: licencesFacts,
  lifecycles: licencesLifecycles,
  notices: licencesNotices,
  tables: { Licences: { streamed: true, indexes: [listingIndex] } },
  functions: {
    "licences-api": {
      kind: "api",
      handler: "functions/licences/api.handler.ts",
      endpoints: licencesEndpoints,
      memoryMb: 1024,
      impact: "Permits are not recorded in licences and so do not count, and files can't be imported",
      grants: [
        readMembers,
        table("Parties", ["GetItem"], ["site#*"]),
        ...commandsAndFacts("Licences"),
        ...comparingGrants,
        table("Licences", ["GetItem", "PutItem"], ["records#*", "import#*", "difference#*"]),
        table("Licences", ["Query", "BatchWriteItem"], ["import#*"]),
        index("Licences", listingIndex),
        table("Ledger", ["GetItem"], ["permit#*"]),
      ],
    },
    "licences-on-delivered": {
      kind: "facts",
      handler: "functions/licences/records/on-delivered.handler.ts",
      facts: [allocationsFacts.delivered, allocationsFacts.granted, auctionsFacts.awardSettled],
      impact: "Delivered permits that no licence has are not listed for the bureau and their holders",
      grants: [table("Parties", ["GetItem"], ["party#*"]), table("Licences", ["PutItem"], ["records#*"])],
    },
    "licences-on-imported": {
      kind: "facts",
      handler: "functions/licences/imports/on-file-imported.handler.ts",
      facts: [licencesFacts.licenceFileImported],
      impact: "Imported files of licences are not compared with what is registered here",
      grants: [sendTo("licence-comparisons")],
    },
    "licences-compare": {
      kind: "queue",
      handler: "functions/licences/imports/compare-import.handler.ts",
      queue: "licence-comparisons",
      message: comparisonStep,
      maximumConcurrency: 2,
      impact: "Imported files of licences are compared in part only",
      grants: [
        ...comparingGrants,
        // The sites of the file's area.
        index("Parties", listingIndex, ["sites#*"]),
        table("Licences", ["GetItem", "PutItem"], ["import#*"]),
        table("Licences", ["BatchGetItem", "PutItem"], ["difference#*"]),
        table("Licences", ["PutItem"], ["fact#*", "licensed#*"]),
        index("Licences", listingIndex, ["differences#*"]),
        sendTo("licence-comparisons"),
      ],
    },
  },
});
