import * as z from "zod";
import { areaCode } from "../../shared/kernel/areas.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import { legalName } from "../../shared/kernel/legal-name.ts";
import { component, documentReference, id, instant, pageOf, pageQuery, plainDate } from "../../shared/kernel/schemas.ts";

const name = component("PartyName", {
  partyId: field.partyId,
  name: z.string().describe("Legal name"),
  from: instantOut("Since when it is in force"),
  until: instantOut("When the next name took its place; absent for the name of today").optional(),
  documentNumber: z.string().optional().describe("Document of the registration authority; absent for the name the party registered with"),
  documentDate: dayOut("Date of that document").optional(),
});

/** The endpoints about legal names. */
export const nameEndpoints = {
  searchNames: endpoint({
    operationId: "searchNames",
    method: "GET",
    path: "/parties/names",
    summary:
      "Searches today's and former names of parties in the caller's area; width of characters, case, blanks and punctuation do not matter.",
    roles: ["operator", "regulator", "district"],
    query: pageQuery.extend({
      name: legalName.describe("Name, or how it begins"),
      match: z.enum(["prefix", "exact"]).default("prefix").describe("Whether `name` is the beginning of a name or a whole one"),
      at: instant.optional().describe("Only names in force at this instant; a page may then have fewer rows than its limit"),
      area: areaCode.optional().describe("The caller's own area by default"),
    }),
    response: pageOf(name),
    refusals: [],
  }),
  listNames: endpoint({
    operationId: "listNames",
    method: "GET",
    path: "/parties/{partyId}/names",
    summary: "Lists every name a party has had, the first one first.",
    roles: ["operator", "regulator", "district"],
    params: z.object({ partyId: id }),
    query: pageQuery,
    response: pageOf(name),
    refusals: [],
  }),
  renameParty: endpoint({
    operationId: "renameParty",
    method: "POST",
    path: "/parties/{partyId}/names",
    summary: "Enters a party's new legal name from a document of the registration authority.",
    roles: ["operator"],
    params: z.object({ partyId: id }),
    body: z.object({
      name: legalName.describe("New name of the legal entity"),
      effectiveOn: plainDate.describe("Day in Asia/Shanghai from which the registration authority registered it; not later than today"),
      documentNumber: documentReference,
      documentDate: plainDate.describe("Date of the registration authority's document; not later than today"),
    }),
    response: name,
    refusals: ["name-unchanged", "date-to-come", "standing-refuses"],
  }),
} as const;

/** Facts about legal names. */
export const nameFacts = {
  partyRenamed: factSchema(
    "party-renamed",
    1,
    z.object({
      partyId: field.partyId,
      name: z.string().describe("New name of the legal entity"),
      formerName: z.string().describe("Name until now"),
      creditCode: field.creditCode,
      from: instantOut("Since when the new name is in force"),
      documentNumber: z.string().describe("Document of the registration authority"),
      documentDate: dayOut("Date of that document"),
    }),
    "The legal name of a party changed.",
  ),
};
