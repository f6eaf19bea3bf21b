import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { id, pageOf, pageQuery } from "../../../shared/kernel/schemas.ts";
import { concealedReading } from "../../../shared/members/vocabulary-readings.ts";

/** The endpoints of readings that parties must not see. What they see is listed by `listReadings` of collateral. */
export const readingsEndpoints = {
  listConcealedReadings: endpoint({
    operationId: "listConcealedReadings",
    method: "GET",
    path: "/records/concealed-readings",
    summary:
      "Lists the readings that were marked as part of an investigation and are concealed from whom they were about, newest first; for the city's regulator, who supervises them.",
    roles: ["regulator"],
    query: pageQuery.extend({
      partyId: id
        .optional()
        .describe("Only those of this member's data; all when absent")
        .meta({ example: "0195a1b2-0a00-7000-8000-000000000001" }),
    }),
    response: pageOf(concealedReading),
    refusals: [],
  }),
} as const;
