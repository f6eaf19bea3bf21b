import * as z from "zod";
import { areaCode } from "../../shared/kernel/areas.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field } from "../../shared/kernel/fields.ts";
import { legalName } from "../../shared/kernel/legal-name.ts";
import { documentReference, id, pageOf, pageQuery, reasonGiven, shortText } from "../../shared/kernel/schemas.ts";
import { exclusionList, exclusionListOut, partyType, personFunction, role } from "../../shared/members/vocabulary.ts";
import { claimEndpoints, claimFacts } from "./contract-claims.ts";
import { licenceEndpoints, licenceFacts } from "./contract-licences.ts";
import { nameEndpoints, nameFacts } from "./contract-names.ts";
import { letterOut, peopleEndpoints, peopleFacts } from "./contract-people.ts";
import { secondPersonEndpoints, secondPersonFacts } from "./contract-second-person.ts";
import { siteEndpoints, siteFacts } from "./contract-sites.ts";
import { associates, geography, party } from "./shapes.ts";

const partyParams = z.object({ partyId: id });

/** The endpoints of members, their people and names, sites, and disputed registrations. */
export const partiesEndpoints = {
  // Before the paths that name a party: the first match serves.
  ...peopleEndpoints,
  ...secondPersonEndpoints,
  ...nameEndpoints,
  ...claimEndpoints,
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
    summary:
      "Applies for membership; the caller becomes the party's representative. Roles open with admission; a refused or withdrawn registration does not stand in the way.",
    roles: ["person"],
    body: z.object({
      name: legalName,
      creditCode: z.string().min(1).max(40).describe("Unified social credit code as on the business licence"),
      type: partyType,
      area: areaCode,
      representative: shortText.describe("Name of the caller, who becomes its first representative"),
    }),
    creates: "/parties/own",
    response: party,
    refusals: [
      "credit-code-invalid",
      "credit-code-registered",
      "number-reserved",
      "already-member",
      "operator-by-settings-only",
      "operator-registered",
    ],
  }),
  readOwnParty: endpoint({
    operationId: "readOwnParty",
    method: "GET",
    path: "/parties/own",
    summary: "Reads the party the caller acts for.",
    roles: ["person"],
    response: party
      .extend({
        role: role.describe("Role of the caller"),
        function: personFunction.describe("Function of the caller"),
        letter: letterOut.optional().describe("The caller's letter of authority; absent for the person who registered the party"),
      })
      .meta({ id: "OwnParty" }),
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
    summary: "Admits an applicant, or refuses it with a reason. A second person has to approve the admission of an authority.",
    roles: ["operator"],
    secondPerson: { always: ["operator"], perDecision: true },
    params: partyParams,
    body: z.object({
      admitted: z.boolean().describe("Whether the application is accepted"),
      reason: reasonGiven,
      documentNumber: documentReference
        .optional()
        .describe("Document on which an applicant is admitted although somebody disputes its credit code; the disputes stay open"),
    }),
    response: party,
    refusals: ["standing-refuses", "registration-disputed", "applicant-left", "credit-code-registered", "number-reserved"],
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
    summary:
      "Declares enterprises to be associated: they share limits from their next enrolment on. A verifier among them verifies none of them.",
    roles: ["operator"],
    body: z.object({
      partyIds: z.array(id).min(2).max(20).describe("Enterprises and verifiers that are one group"),
      documentNumber: documentReference,
    }),
    response: associates,
    refusals: ["not-an-enterprise", "associates-elsewhere"],
  }),
  ...siteEndpoints,
  ...licenceEndpoints,
} as const;

const named = {
  partyId: field.partyId,
  name: z.string().describe("Name of the legal entity as of then"),
  creditCode: field.creditCode,
};
const decided = z.object({ ...named, reason: field.reason });
const listed = z.object({ ...named, list: exclusionListOut, documentNumber: field.documentNumber });
const registered = z.object({ ...named, type: partyType });

/** Facts about members, their people and names, sites, and disputed registrations. */
export const partiesFacts = {
  ...peopleFacts,
  ...nameFacts,
  ...claimFacts,
  partyRegistered: factSchema("party-registered", 1, registered, "A legal entity applied for membership."),
  partyAdmitted: factSchema(
    "party-admitted",
    1,
    decided.extend({ documentNumber: field.documentNumber.optional() }),
    "The exchange admitted a member, on a document if its credit code may be disputed; its roles are open.",
  ),
  partyRefused: factSchema("party-refused", 1, decided, "The exchange refused an application for membership."),
  partySuspended: factSchema("party-suspended", 1, decided, "A member was suspended: it can read but change nothing."),
  partyReinstated: factSchema("party-reinstated", 1, decided, "The suspension of a member was lifted."),
  exclusionRecorded: factSchema("exclusion-recorded", 1, listed, "A member was put on an exclusion list and cannot enrol."),
  exclusionLifted: factSchema("exclusion-lifted", 1, listed, "A member was taken off an exclusion list."),
  ...secondPersonFacts,
  ...siteFacts,
  ...licenceFacts,
  associatesDeclared: factSchema(
    "associates-declared",
    1,
    associates.extend({ documentNumber: field.documentNumber }),
    "Members were declared to be associated companies, which share limits.",
  ),
};
