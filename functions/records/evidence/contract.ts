import * as z from "zod";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { id } from "../../../shared/kernel/schemas.ts";
import { recordExport } from "../exports/contract.ts";
import { readingRefusals } from "../readings/problems.ts";
import { whyAsked } from "../readings/shapes.ts";

/** The endpoints of evidence of auctions. */
export const evidenceEndpoints = {
  requestEvidence: endpoint({
    operationId: "requestEvidence",
    method: "POST",
    path: "/records/auctions/{auctionId}/evidence",
    summary:
      "Asks for the evidence bag of an auction that has ended: its notice, enrolments, deposits, sealed book, result, settlements, objections and sealed records up to a signed head, in one file that ecovalue verify checks offline. It is an export: a job writes it, and only the person who asked may download it.",
    roles: ["regulator", "district", "operator"],
    params: z.object({ auctionId: id.describe("Auction") }),
    body: z.object(whyAsked),
    creates: "/records/exports/{exportId}",
    response: recordExport,
    refusals: [...readingRefusals, "exports-unfinished", "evidence-before-end", "evidence-not-sealed"],
  }),
} as const;
