import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { pageOf, pageQuery } from "../../../shared/kernel/schemas.ts";
import { recordDifference } from "./checks/difference.ts";

/** The endpoint of differences between records and the ledger. */
export const differencesEndpoints = {
  listRecordDifferences: endpoint({
    operationId: "listRecordDifferences",
    method: "GET",
    path: "/records/differences",
    summary: "Lists sealed trade records that say something else than the ledger's entry of the same cause, newest first.",
    roles: ["regulator", "district", "operator"],
    query: pageQuery.extend({
      area: areaCode.optional().describe("Area whose records are listed; the caller's own by default").meta({ example: "420704" }),
    }),
    response: pageOf(recordDifference),
    refusals: [],
  }),
} as const;
