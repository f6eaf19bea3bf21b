import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { pageOf, pageQuery } from "../../../shared/kernel/schemas.ts";
import { readingRefusals } from "../readings/problems.ts";
import { whyAsked } from "../readings/shapes.ts";
import { recordDifference } from "./checks/difference.ts";
import { exceptionWord, recordException } from "./checks/exception.ts";

const area = areaCode.optional().describe("Area whose records are listed; the caller's own by default").meta({ example: "420704" });
const supervisors = ["regulator", "district", "operator"] as const;

/** The endpoints of what supervisors look at first: differences between records and the ledger, late records and reversals. */
export const differencesEndpoints = {
  listRecordDifferences: endpoint({
    operationId: "listRecordDifferences",
    method: "GET",
    path: "/records/differences",
    summary:
      "Lists sealed trade records that say something else than the ledger's entry of the same cause, newest first. They name accounts of members: a purpose is asked for, and the reading is recorded before it is answered.",
    roles: supervisors,
    query: pageQuery.extend({ area, ...whyAsked }),
    response: pageOf(recordDifference),
    refusals: readingRefusals,
  }),
  listRecordExceptions: endpoint({
    operationId: "listRecordExceptions",
    method: "GET",
    path: "/records/exceptions",
    summary:
      "Lists sealed trade records that came after their time was sealed, and those that take another one back, newest first. No party is named.",
    roles: supervisors,
    query: pageQuery.extend({ area, what: exceptionWord.optional() }),
    response: pageOf(recordException),
    refusals: [],
  }),
} as const;
