import * as z from "zod";
import { endpoint } from "../../../../shared/kernel/endpoint.ts";
import { id, pageOf, pageQuery } from "../../../../shared/kernel/schemas.ts";
import { disclosedPosition, positionsQuery, positionsQueryOfBank, readingOut } from "./shapes.ts";

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
    summary: "Lists who read the firm's data or searched the register for it, what of it, when, why and on what ground, newest first.",
    roles: ["enterprise"],
    query: pageQuery,
    response: pageOf(readingOut),
    refusals: [],
  }),
} as const;
