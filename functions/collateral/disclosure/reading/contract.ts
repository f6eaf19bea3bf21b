import * as z from "zod";
import { endpoint, roles } from "../../../../shared/kernel/endpoint.ts";
import { id, pageOf } from "../../../../shared/kernel/schemas.ts";
import { readingOut } from "../../../../shared/members/vocabulary-readings.ts";
import { disclosedPosition, positionsQuery, positionsQueryOfBank, readingsQuery } from "./shapes.ts";

/** The endpoints of what a firm can pledge. */
export const readingEndpoints = {
  readPledgeable: endpoint({
    operationId: "readPledgeable",
    method: "GET",
    path: "/collateral/consents/{consentId}/positions",
    summary:
      "Reads what a firm can pledge, as far as its consent covers it. Every call is recorded before it is answered, and the firm sees it; empty and expired positions are left out, so a page may be shorter than requested.",
    roles: ["bank"],
    act: "enter",
    params: z.object({ consentId: id }),
    query: positionsQueryOfBank,
    response: pageOf(disclosedPosition),
    refusals: ["reader-suspended", "reader-letter-over", "consent-not-in-force", "outside-consent"],
  }),
  listOwnPledgeable: endpoint({
    operationId: "listOwnPledgeable",
    method: "GET",
    path: "/collateral/own/positions",
    summary:
      "Reads what the firm itself can pledge, whole; empty and expired positions are left out, so a page may be shorter than requested.",
    roles: ["enterprise"],
    query: positionsQuery,
    response: pageOf(disclosedPosition),
    refusals: [],
  }),
  listReadings: endpoint({
    operationId: "listReadings",
    method: "GET",
    path: "/collateral/own/readings",
    summary:
      "Lists who read the member's data, searched the register for it, or listed the records of its areas: what of it, when, why and on what ground, newest first.",
    roles,
    query: readingsQuery,
    response: pageOf(readingOut),
    refusals: [],
  }),
} as const;
