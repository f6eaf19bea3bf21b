import * as z from "zod";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { instantOut } from "../../../shared/kernel/fields.ts";
import { component, id, sha256Hex, shortText, wholeNumber } from "../../../shared/kernel/schemas.ts";
import { evidenceRules } from "./rules.ts";

const contentType = z.enum(evidenceRules.contentTypes as [string, ...string[]]).describe("Media type of the document");
const address = z.string().describe("Address of the object store, signed; whoever has it may use it until it ends");
const endsAt = instantOut("When the address ends");

/** Where a document is uploaded to. */
const evidenceUpload = component("EvidenceUpload", {
  sha256: sha256Hex,
  address,
  method: z.literal("PUT").describe("Method of the upload"),
  headers: z
    .record(z.string(), z.string())
    .describe("Headers that the upload has to send as they are: they are signed, so that another document or size is refused"),
  endsAt,
});
const evidenceDownload = component("EvidenceDownload", {
  sha256: sha256Hex,
  name: z.string().describe("Name of the file"),
  address,
  endsAt,
});

/** The endpoints of evidence. */
export const evidenceEndpoints = {
  announceEvidence: endpoint({
    operationId: "announceEvidence",
    method: "POST",
    path: "/carbon/evidence",
    summary:
      "Announces a document by its SHA-256 and size, and gives an address to which exactly this document is uploaded within minutes. It is recorded once a report names it.",
    roles: ["enterprise"],
    body: z.object({
      sha256: sha256Hex,
      bytes: wholeNumber(1, evidenceRules.mostBytes, { zh: "字节", en: "bytes" }).describe("Size of the document in bytes"),
      contentType,
      name: shortText.describe("Name of the file"),
    }),
    response: evidenceUpload,
    refusals: [],
  }),
  readEvidence: endpoint({
    operationId: "readEvidence",
    method: "GET",
    path: "/carbon/reports/{reportId}/evidence/{sha256}",
    summary:
      "Gives an address from which a document that a report or a month of its year names is downloaded within minutes, for those who may read them.",
    roles: ["enterprise", "verifier", "district", "regulator"],
    params: z.object({ reportId: id.describe("Report: `<partyId>.<year>`"), sha256: sha256Hex }),
    response: evidenceDownload,
    refusals: [],
  }),
} as const;
