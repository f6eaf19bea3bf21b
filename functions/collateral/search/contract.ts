import * as z from "zod";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, id, pageOf, pageQuery, queryInteger, sha256Hex } from "../../../shared/kernel/schemas.ts";
import { askedFields, askedSchema } from "./asked.ts";
import { answered, asked, certificate, disclosedAsset } from "./shapes.ts";

const searchers = ["bank", "operator", "regulator", "enterprise"] as const;
const certificatePath = "/collateral/certificates/{number}" as const;
const ofNumber = z.object({ number: id.describe("Number of the certificate") });
const contentHash = sha256Hex.describe("SHA-256 of the canonical JSON of the certificate without this member");

const issued = component("IssuedCertificate", {
  number: z.string().describe("Its number"),
  issuedAt: instantOut("When it was issued"),
  asked: asked.describe("What was asked"),
  assets: count.describe("Assets on which something is or was registered; 0 if nothing was found"),
  contentSha256: contentHash,
});

/** The endpoints of search. */
export const searchEndpoints = {
  searchCollateral: endpoint({
    operationId: "searchCollateral",
    method: "GET",
    path: "/collateral/search",
    summary:
      "Searches the register by a credit code, any name ever borne, an asset or a number, as of an instant: what is and was registered, slices, rank, freezes and what was free then. Enterprises search about themselves; amounts and contracts are disclosed to nobody here.",
    roles: searchers,
    query: pageQuery.extend({
      ...askedFields,
      limit: queryInteger(1, 20, { zh: "项资产", en: "assets" })
        .default(10)
        .describe("Assets per page, 1 to 20; 10 by default")
        .meta({ example: 10 }),
    }),
    response: pageOf(disclosedAsset)
      .extend({
        ...answered,
        nothingFound: z.boolean().describe("Whether nothing is or was registered for what was asked, on this page and any other"),
      })
      .meta({ id: "CollateralSearchPage" }),
    refusals: ["search-value-invalid", "search-instrument-unused", "search-instant-to-come", "search-of-another", "records-behind"],
  }),
  issueCollateralCertificate: endpoint({
    operationId: "issueCollateralCertificate",
    method: "POST",
    path: "/collateral/certificates",
    summary:
      "Searches the register and issues a numbered certificate of what was found, or that nothing was. It costs nothing and is kept for good.",
    roles: searchers,
    body: askedSchema,
    creates: certificatePath,
    response: certificate,
    refusals: [
      "search-value-invalid",
      "search-instrument-unused",
      "search-instant-to-come",
      "search-of-another",
      "search-too-broad",
      "records-behind",
    ],
  }),
  listCollateralCertificates: endpoint({
    operationId: "listCollateralCertificates",
    method: "GET",
    path: "/collateral/certificates",
    summary: "Lists the certificates that were issued to the caller's party, newest first.",
    roles: searchers,
    query: pageQuery,
    response: pageOf(issued),
    refusals: [],
  }),
  readCollateralCertificate: endpoint({
    operationId: "readCollateralCertificate",
    method: "GET",
    path: certificatePath,
    summary: "Reads a certificate that was issued to the caller's party, as it was issued.",
    roles: searchers,
    params: ofNumber,
    response: certificate,
    refusals: [],
  }),
  checkCollateralCertificate: endpoint({
    operationId: "checkCollateralCertificate",
    method: "GET",
    path: `${certificatePath}/check`,
    summary:
      "Tells whether a certificate of this number and content was issued, and whether what it says is registered still is; of one as of now, what it says is free counts too. It tells nothing else: an unknown number is answered as another content is.",
    roles: ["public"],
    params: ofNumber,
    query: z.object({ contentSha256: sha256Hex.describe("`contentSha256` of the certificate, recomputed from what it says") }),
    response: component("CertificateCheck", {
      genuine: z.boolean().describe("Whether a certificate of this number and content was issued"),
      current: z
        .boolean()
        .describe("Whether the same is found now; what was free at an earlier instant does not count. False where it is not genuine"),
    }),
    refusals: [],
  }),
} as const;

/** The facts of search. */
export const searchFacts = {
  certificateIssued: factSchema(
    "collateral-certificate-issued",
    1,
    z.object({
      number: z.string().describe("Number of the certificate"),
      partyId: field.partyId.describe("Who asked"),
      asked: asked.describe("What was asked"),
      assets: count.describe("Assets on which something is or was registered"),
      contentSha256: contentHash,
    }),
    "A certificate was issued of what the register of pledges and freezes has for a question.",
  ),
};
