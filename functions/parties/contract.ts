import * as z from "zod";
import { areaCode, basinId } from "../../shared/kernel/areas.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { documentReference, id, pageOf, pageQuery, shortText } from "../../shared/kernel/schemas.ts";
import { problems } from "./problems.ts";

/** Problems of parties besides the common ones. */
export const partiesProblems = problems;

/** Lists that block enrolling (who may bid: Quzhou 2015, Bozhou 2025; open sanction: Hebei). */
export const exclusionLists = ["dishonest-debtor", "abnormal-operation", "major-tax-violation", "open-environmental-sanction"] as const;
const exclusionList = z.enum(exclusionLists).describe("Exclusion list");
const partyType = z.enum(["enterprise", "bank", "verifier", "bureau", "district", "operator"]);

const party = z.object({
  partyId: z.string(),
  name: z.string(),
  creditCode: z.string().describe("Unified social credit code, GB 32100-2015"),
  type: z.string(),
  area: z.string(),
  representative: z.string(),
  standing: z.string().describe("applied, admitted, suspended or refused"),
  standingReason: z.string().optional(),
  exclusions: z.array(z.string()).describe("Lists the party is on: they block enrolling"),
  associateGroup: z.string().optional().describe("Group of associated companies that share limits"),
  registeredAt: z.string(),
});
const site = z.object({
  siteId: z.string(),
  partyId: z.string(),
  name: z.string(),
  licenceNumber: z.string().describe("Discharge licence (decree 736): one for each site"),
  area: z.string(),
  basin: z.string(),
  sourceClass: z.string(),
  thermalPower: z.boolean(),
  registeredAt: z.string(),
});
const partyParams = z.object({ partyId: id });

/** Everything that can be asked of members and sites. */
export const partiesEndpoints = {
  listAreas: endpoint({
    operationId: "listAreas",
    method: "GET",
    path: "/parties/areas",
    summary: "Lists areas, pools and pollutants.",
    roles: ["public"],
    response: z.object({
      areas: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), kind: z.string(), parent: z.string().optional() })),
      pools: z.array(z.object({ id: z.string(), medium: z.string(), zh: z.string(), en: z.string(), area: z.string() })),
      pollutants: z.array(z.object({ code: z.string(), medium: z.string(), zh: z.string(), en: z.string() })),
    }),
    refusals: [],
  }),
  registerParty: endpoint({
    operationId: "registerParty",
    method: "POST",
    path: "/parties",
    summary: "Applies for membership; the caller becomes the party's representative. Roles open with admission.",
    roles: ["person"],
    body: z.object({
      name: shortText,
      creditCode: z.string().min(1).max(40).describe("Unified social credit code as on the business licence"),
      type: partyType,
      area: areaCode,
      representative: shortText.describe("Name of the person who acts for the party"),
    }),
    response: party,
    refusals: ["credit-code-invalid", "credit-code-registered", "already-member", "operator-by-settings-only"],
  }),
  readOwnParty: endpoint({
    operationId: "readOwnParty",
    method: "GET",
    path: "/parties/own",
    summary: "Reads the party the caller acts for.",
    roles: ["person"],
    response: party.extend({ role: z.string() }),
    refusals: [],
  }),
  listParties: endpoint({
    operationId: "listParties",
    method: "GET",
    path: "/parties",
    summary: "Lists the parties of an area and of what belongs to it, area by area, newest first.",
    roles: ["operator", "regulator", "district"],
    query: pageQuery.extend({ area: areaCode.optional().describe("The caller's own area by default") }),
    response: pageOf(party),
    refusals: [],
  }),
  readParty: endpoint({
    operationId: "readParty",
    method: "GET",
    path: "/parties/{partyId}",
    summary: "Reads a party.",
    roles: ["operator", "regulator", "district"],
    params: partyParams,
    response: party,
    refusals: [],
  }),
  decideAdmission: endpoint({
    operationId: "decideAdmission",
    method: "POST",
    path: "/parties/{partyId}/admission",
    summary: "Admits an applicant, or refuses it with a reason.",
    roles: ["operator"],
    params: partyParams,
    body: z.object({ admitted: z.boolean(), reason: shortText }),
    response: party,
    refusals: ["standing-refuses"],
  }),
  suspendParty: endpoint({
    operationId: "suspendParty",
    method: "POST",
    path: "/parties/{partyId}/suspension",
    summary: "Suspends a member: it still reads, but changes nothing.",
    roles: ["operator"],
    params: partyParams,
    body: z.object({ reason: shortText }),
    response: party,
    refusals: ["standing-refuses"],
  }),
  reinstateParty: endpoint({
    operationId: "reinstateParty",
    method: "POST",
    path: "/parties/{partyId}/reinstatement",
    summary: "Ends a suspension.",
    roles: ["operator"],
    params: partyParams,
    body: z.object({ reason: shortText }),
    response: party,
    refusals: ["standing-refuses"],
  }),
  recordExclusion: endpoint({
    operationId: "recordExclusion",
    method: "POST",
    path: "/parties/{partyId}/exclusions",
    summary: "Records that a party is on an exclusion list, which blocks enrolling.",
    roles: ["operator", "regulator"],
    params: partyParams,
    body: z.object({ list: exclusionList, documentNumber: documentReference }),
    response: party,
    refusals: ["exclusion-exists"],
  }),
  liftExclusion: endpoint({
    operationId: "liftExclusion",
    method: "POST",
    path: "/parties/{partyId}/exclusions/{list}/lifting",
    summary: "Records that a party is off an exclusion list.",
    roles: ["operator", "regulator"],
    params: partyParams.extend({ list: exclusionList }),
    body: z.object({ documentNumber: documentReference }),
    response: party,
    refusals: ["exclusion-unknown"],
  }),
  declareAssociates: endpoint({
    operationId: "declareAssociates",
    method: "POST",
    path: "/parties/associates",
    summary: "Declares enterprises to be associated: from the next enrolment on they share limits.",
    roles: ["operator"],
    body: z.object({ partyIds: z.array(id).min(2).max(20), documentNumber: documentReference }),
    response: z.object({ associateGroup: z.string(), partyIds: z.array(z.string()) }),
    refusals: ["not-an-enterprise", "associates-elsewhere"],
  }),
  addPerson: endpoint({
    operationId: "addPerson",
    method: "POST",
    path: "/parties/own/persons",
    summary: "Lets another person act for the caller's party.",
    roles: ["enterprise", "bank", "verifier", "regulator", "district", "operator"],
    body: z.object({ subject: z.string().min(1).max(200).describe("Subject of the person's token") }),
    response: z.object({ subject: z.string(), partyId: z.string(), role: z.string() }),
    refusals: ["already-member"],
  }),
  registerSite: endpoint({
    operationId: "registerSite",
    method: "POST",
    path: "/sites",
    summary: "Registers a production site under its discharge licence.",
    roles: ["enterprise"],
    body: z.object({
      name: shortText,
      licenceNumber: shortText.max(40),
      area: areaCode,
      basin: basinId,
      sourceClass: z.enum(["industrial", "agricultural", "domestic", "other"]),
      thermalPower: z.boolean().default(false).describe("Thermal power, captive plants included; heating of CHP excluded"),
    }),
    response: site,
    refusals: ["licence-registered"],
  }),
  listSites: endpoint({
    operationId: "listSites",
    method: "GET",
    path: "/sites",
    summary: "Lists the sites of a party: enterprises their own, authorities those of a party of their area.",
    roles: ["enterprise", "regulator", "district", "operator"],
    query: pageQuery.extend({ partyId: id.optional().describe("Whose; the caller's own by default") }),
    response: pageOf(site),
    refusals: [],
  }),
} as const;

const named = { partyId: z.string(), name: z.string() };

/** What members and sites state. */
export const partiesFacts = {
  partyRegistered: factSchema("party-registered", 1, z.object({ ...named, creditCode: z.string(), type: z.string() })),
  partyAdmitted: factSchema("party-admitted", 1, z.object({ ...named, reason: z.string() })),
  partyRefused: factSchema("party-refused", 1, z.object({ ...named, reason: z.string() })),
  partySuspended: factSchema("party-suspended", 1, z.object({ ...named, reason: z.string() })),
  partyReinstated: factSchema("party-reinstated", 1, z.object({ ...named, reason: z.string() })),
  exclusionRecorded: factSchema("exclusion-recorded", 1, z.object({ ...named, list: z.string(), documentNumber: z.string() })),
  exclusionLifted: factSchema("exclusion-lifted", 1, z.object({ ...named, list: z.string(), documentNumber: z.string() })),
  siteRegistered: factSchema(
    "site-registered",
    1,
    z.object({ partyId: z.string(), siteId: z.string(), name: z.string(), licenceNumber: z.string() }),
  ),
  associatesDeclared: factSchema(
    "associates-declared",
    1,
    z.object({ associateGroup: z.string(), partyIds: z.array(z.string()), documentNumber: z.string() }),
  ),
};
