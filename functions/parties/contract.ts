import * as z from "zod";
import { areaCode } from "../../shared/kernel/areas.ts";
import { endpoint, roles, secondPersonChoices } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field } from "../../shared/kernel/fields.ts";
import { documentReference, id, pageOf, pageQuery, reasonGiven, shortText } from "../../shared/kernel/schemas.ts";
import { partyTypes, sourceClasses } from "../../shared/members/vocabulary.ts";
import { basinId } from "../../shared/permits/pools.ts";
import { associates, geography, licenceMeaning, party, site } from "./shapes.ts";

/** Exclusion lists that block enrolling (eligibility to bid: Quzhou 2015, Bozhou 2025; open sanction: Hebei). */
export const exclusionLists = ["dishonest-debtor", "abnormal-operation", "major-tax-violation", "open-environmental-sanction"] as const;
const exclusionList = z.enum(exclusionLists).describe("Exclusion list").meta({ id: "ExclusionList" });
const partyParams = z.object({ partyId: id });
const secondPersonChoice = z.enum(secondPersonChoices).describe("Kind of entries: bids, pledges or allocations");
const secondPersonParams = z.object({ choice: secondPersonChoice });

/** The endpoints of members and sites. */
export const partiesEndpoints = {
  listAreas: endpoint({
    operationId: "listAreas",
    method: "GET",
    path: "/parties/areas",
    summary: "Lists areas, pools and pollutants.",
    roles: ["public"],
    response: geography,
    refusals: [],
  }),
  registerParty: endpoint({
    operationId: "registerParty",
    method: "POST",
    path: "/parties",
    summary: "Applies for membership; the caller becomes the party's representative. Roles open with admission.",
    roles: ["person"],
    body: z.object({
      name: shortText.describe("Name of the legal entity"),
      creditCode: z.string().min(1).max(40).describe("Unified social credit code as on the business licence"),
      type: z.enum(partyTypes).describe("Type of the party"),
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
    response: party.extend({ role: z.string().describe("Role of the caller") }),
    refusals: [],
  }),
  listParties: endpoint({
    operationId: "listParties",
    method: "GET",
    path: "/parties",
    summary: "Lists the parties of an area and its sub-areas, area by area, newest first.",
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
    body: z.object({
      admitted: z.boolean().describe("Whether the application is accepted"),
      reason: reasonGiven,
    }),
    response: party,
    refusals: ["standing-refuses"],
  }),
  suspendParty: endpoint({
    operationId: "suspendParty",
    method: "POST",
    path: "/parties/{partyId}/suspension",
    summary: "Suspends a member: it can still read but not write.",
    roles: ["operator"],
    params: partyParams,
    body: z.object({ reason: reasonGiven }),
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
    body: z.object({ reason: reasonGiven }),
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
    summary: "Records that a party was taken off an exclusion list.",
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
    summary: "Declares enterprises to be associated: they share limits from their next enrolment on.",
    roles: ["operator"],
    body: z.object({
      partyIds: z.array(id).min(2).max(20).describe("Companies that count as one bidder"),
      documentNumber: documentReference,
    }),
    response: associates,
    refusals: ["not-an-enterprise", "associates-elsewhere"],
  }),
  addPerson: endpoint({
    operationId: "addPerson",
    method: "POST",
    path: "/parties/own/persons",
    summary: "Lets another person act for the caller's party.",
    roles,
    body: z.object({ subject: z.string().min(1).max(200).describe("Subject of the person's token") }),
    response: z.object({
      subject: z.string().describe("Subject of the person's token"),
      partyId: field.partyId,
      role: z.string().describe("Role of the person"),
    }),
    refusals: ["already-member"],
  }),
  switchSecondPersonOn: endpoint({
    operationId: "switchSecondPersonOn",
    method: "PUT",
    path: "/parties/own/second-person/{choice}",
    summary: "From now on a second person of the caller's party has to approve what it enters of this kind; counts within ten seconds.",
    roles: ["enterprise", "bank"],
    params: secondPersonParams,
    response: party,
    refusals: ["second-person-unchanged"],
  }),
  switchSecondPersonOff: endpoint({
    operationId: "switchSecondPersonOff",
    method: "DELETE",
    path: "/parties/own/second-person/{choice}",
    summary: "One person decides again what the caller's party enters of this kind. A second person has to approve that itself.",
    roles: ["enterprise", "bank"],
    secondPerson: { always: ["enterprise", "bank"] },
    params: secondPersonParams,
    response: party,
    refusals: ["second-person-unchanged"],
  }),
  registerSite: endpoint({
    operationId: "registerSite",
    method: "POST",
    path: "/sites",
    summary: "Registers a production site under its discharge licence.",
    roles: ["enterprise"],
    body: z.object({
      name: shortText.describe("Name of the site"),
      licenceNumber: shortText.max(40).describe(licenceMeaning),
      area: areaCode,
      basin: basinId,
      sourceClass: z.enum(sourceClasses).describe("Source class: classes do not trade with one another"),
      thermalPower: z.boolean().default(false).describe("Thermal power, captive plants included; heating of CHP excluded"),
    }),
    response: site,
    refusals: ["licence-registered"],
  }),
  listSites: endpoint({
    operationId: "listSites",
    method: "GET",
    path: "/sites",
    summary: "Lists the sites of a party: enterprises see their own, authorities those of parties in their area.",
    roles: ["enterprise", "regulator", "district", "operator"],
    query: pageQuery.extend({ partyId: id.optional().describe("Owner of the sites; the caller's party by default") }),
    response: pageOf(site),
    refusals: [],
  }),
} as const;

const named = { partyId: field.partyId, name: z.string().describe("Name of the legal entity") };
const decided = z.object({ ...named, reason: field.reason });
const listed = z.object({ ...named, list: exclusionList, documentNumber: field.documentNumber });
const registered = z.object({ ...named, creditCode: field.creditCode, type: z.string().describe("Type of the party") });

/** Facts about members and sites. */
export const partiesFacts = {
  partyRegistered: factSchema("party-registered", 1, registered, "A legal entity applied for membership."),
  partyAdmitted: factSchema("party-admitted", 1, decided, "The exchange admitted a member; its roles are open."),
  partyRefused: factSchema("party-refused", 1, decided, "The exchange refused an application for membership."),
  partySuspended: factSchema("party-suspended", 1, decided, "A member was suspended: it can read but change nothing."),
  partyReinstated: factSchema("party-reinstated", 1, decided, "The suspension of a member was lifted."),
  exclusionRecorded: factSchema("exclusion-recorded", 1, listed, "A member was put on an exclusion list and cannot enrol."),
  exclusionLifted: factSchema("exclusion-lifted", 1, listed, "A member was taken off an exclusion list."),
  siteRegistered: factSchema(
    "site-registered",
    1,
    site.pick({ partyId: true, siteId: true, name: true, licenceNumber: true }),
    "A member registered a site with its discharge licence.",
  ),
  secondPersonSwitched: factSchema(
    "second-person-switched",
    1,
    z.object({ ...named, choice: secondPersonChoice, on: z.boolean().describe("Whether a second person approves from now on") }),
    "A member decided whether a second of its people has to approve its bids, pledges or allocations.",
  ),
  associatesDeclared: factSchema(
    "associates-declared",
    1,
    associates.extend({ documentNumber: field.documentNumber }),
    "Members were declared to be associated companies, which share limits.",
  ),
};
