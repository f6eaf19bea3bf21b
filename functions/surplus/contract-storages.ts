import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field } from "../../shared/kernel/fields.ts";
import {
  decimalOut,
  documentReference,
  id,
  pageOf,
  positiveTonnes,
  reasonGiven,
  shortText,
  yearMonth,
} from "../../shared/kernel/schemas.ts";
import {
  byArea,
  certificate,
  certified,
  measureKind,
  paidBy,
  permitName,
  readers,
  storage,
  storageEnding,
  storedSurplus,
} from "./shapes.ts";

const ofCertificate = z.object({ certificateId: id });
const ofStorage = z.object({ storageId: id });

/** The endpoints of certified and stored surplus. */
export const storageEndpoints = {
  certifySurplus: endpoint({
    operationId: "certifySurplus",
    method: "POST",
    path: "/surplus/certificates",
    summary:
      "Certifies that a measure reduced what a site needs of a permit. What the government paid for goes from the site to the reserve at once.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    body: z.object({
      partyId: id,
      siteId: id,
      instrument: permitName,
      kind: measureKind,
      measure: shortText.describe("The measure in words"),
      tonnes: positiveTonnes.describe("Tonnes a year that the site does not need any more"),
      startMonth: yearMonth.describe("First month of the reduction"),
      paidBy,
      documentNumber: documentReference,
    }),
    response: certificate,
    refusals: ["holder-has-no-such-permit", "reduction-outside-term", "reduction-not-begun", "surplus-not-free"],
  }),
  withdrawCertificate: endpoint({
    operationId: "withdrawCertificate",
    method: "POST",
    path: "/surplus/certificates/{certificateId}/withdrawal",
    summary:
      "Withdraws a certificate: what of it is not stored can't be stored any more. What is stored stays so until its storage is ended.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ofCertificate,
    body: z.object({ reason: reasonGiven }),
    response: certificate,
    refusals: ["wrong-state"],
  }),
  readCertificate: endpoint({
    operationId: "readCertificate",
    method: "GET",
    path: "/surplus/certificates/{certificateId}",
    summary: "Reads a certified reduction: enterprises see their own, authorities those of their area.",
    roles: readers,
    params: ofCertificate,
    response: certificate,
    refusals: [],
  }),
  listCertificates: endpoint({
    operationId: "listCertificates",
    method: "GET",
    path: "/surplus/certificates",
    summary: "Lists certified reductions, newest first: enterprises see their own, authorities those of their area, area by area.",
    roles: readers,
    query: byArea,
    response: pageOf(certificate),
    refusals: [],
  }),
  storeSurplus: endpoint({
    operationId: "storeSurplus",
    method: "POST",
    path: "/surplus/storages",
    summary: "Stores certified surplus: it does not count any more, keeps its term, and can be bought back.",
    roles: ["enterprise"],
    secondPerson: { choice: "allocations" },
    body: z.object({ certificateId: id, tonnes: positiveTonnes.describe("Tonnes to store: all of the certificate, or a part") }),
    creates: "/surplus/storages/{storageId}",
    response: storage,
    refusals: ["wrong-state", "above-certificate", "reduction-not-begun", "surplus-not-free", "holder-has-no-such-permit", "fee-debt"],
  }),
  takeOutSurplus: endpoint({
    operationId: "takeOutSurplus",
    method: "POST",
    path: "/surplus/storages/{storageId}/taking-out",
    summary: "Takes stored surplus out again: it is available and counts, and its certificate covers it again.",
    roles: ["enterprise"],
    secondPerson: { choice: "allocations" },
    params: ofStorage,
    response: storage,
    refusals: ["wrong-state"],
  }),
  endStorage: endpoint({
    operationId: "endStorage",
    method: "POST",
    path: "/surplus/storages/{storageId}/end",
    summary: "Ends a storage with a reason: its tonnes are available at the site and count again; no certificate covers them any more.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ofStorage,
    body: z.object({ reason: reasonGiven, documentNumber: documentReference }),
    response: storage,
    refusals: ["wrong-state"],
  }),
  readStorage: endpoint({
    operationId: "readStorage",
    method: "GET",
    path: "/surplus/storages/{storageId}",
    summary: "Reads stored surplus: enterprises see their own, authorities that of their area.",
    roles: readers,
    params: ofStorage,
    response: storage,
    refusals: [],
  }),
  listStorages: endpoint({
    operationId: "listStorages",
    method: "GET",
    path: "/surplus/storages",
    summary: "Lists stored surplus, newest first: enterprises see their own, authorities that of their area, area by area.",
    roles: readers,
    query: byArea,
    response: pageOf(storage),
    refusals: [],
  }),
} as const;

/** Facts about certified and stored surplus; quantities are decimal strings, names and numbers those of then. */
export const storageFacts = {
  surplusCertified: factSchema(
    "surplus-certified",
    1,
    z.object({
      ...certified,
      blockReference: z
        .string()
        .optional()
        .describe("Reference of the quota that it became, never used again; only where the government paid"),
    }),
    "The bureau certified a reduction. Where the government paid, the site's permits became quota of the reserve in the same entry.",
  ),
  certificateWithdrawn: factSchema(
    "surplus-certificate-withdrawn",
    1,
    z.object({ ...certified, openTonnes: decimalOut.describe("Tonnes that it still covered"), reason: field.reason }),
    "A certificate of a reduction was withdrawn; what was stored under it stays stored.",
  ),
  surplusStored: factSchema(
    "surplus-stored",
    1,
    z.object(storedSurplus),
    "A holder stored certified surplus, which does not count any more.",
  ),
  storageEnded: factSchema(
    "storage-ended",
    1,
    z.object({
      ...storedSurplus,
      endedTonnes: decimalOut.describe("Tonnes that were still stored"),
      ending: storageEnding,
      reason: field.reason.optional(),
      documentNumber: field.documentNumber.optional(),
    }),
    "A storage ended: taken out or ended, its tonnes count again; expired, they were retired with their term.",
  ),
};
