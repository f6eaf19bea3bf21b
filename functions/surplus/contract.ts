import * as z from "zod";
import { areaCode } from "../../shared/kernel/areas.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field } from "../../shared/kernel/fields.ts";
import { message } from "../../shared/kernel/message.ts";
import {
  decimalOut,
  documentReference,
  id,
  pageOf,
  pageQuery,
  positiveCny,
  positiveTonnes,
  price,
  reasonGiven,
  shortText,
  wholeNumber,
  yearMonth,
} from "../../shared/kernel/schemas.ts";
import { instrumentName } from "../../shared/ledger/instrument.ts";
import { pollutantCode, poolId } from "../../shared/permits/pools.ts";
import { reserveSourceOut } from "../../shared/permits/reserve-sources.ts";
import {
  buyBack,
  buyBackFund,
  buyBackPrice,
  certificate,
  certified,
  funding,
  heldPart,
  holder,
  measureKind,
  ordered,
  paidBy,
  payment,
  permitOfSite,
  priceFields,
  recovery,
  recoveryGround,
  recoveryWithWaiting,
  storage,
  storageEnding,
  storedSurplus,
  waitingOut,
} from "./shapes.ts";

const poolPollutant = z.object({ pool: poolId, pollutant: pollutantCode });
const ofCertificate = z.object({ certificateId: id });
const ofStorage = z.object({ storageId: id });
const byArea = pageQuery.extend({
  area: areaCode.optional().describe("Only this area and its sub-areas; the caller's own area by default"),
});
const permitName = instrumentName.refine(
  (name) => name.startsWith("permit/"),
  message("须为排污权，例如 permit/SO2/ezhou/2026-12/2031-11", "a permit, for example permit/SO2/ezhou/2026-12/2031-11"),
);
const readers = ["enterprise", "regulator", "district", "operator"] as const;

/** The endpoints of surplus. */
export const surplusEndpoints = {
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
    refusals: ["wrong-state", "above-certificate", "reduction-not-begun", "surplus-not-free", "holder-has-no-such-permit"],
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
  buyBackSurplus: endpoint({
    operationId: "buyBackSurplus",
    method: "POST",
    path: "/surplus/storages/{storageId}/buy-backs",
    summary: "Accepts the standing buy-back price for stored surplus: tonnes go to the reserve and the money to the holder in one entry.",
    roles: ["enterprise"],
    secondPerson: { choice: "allocations" },
    params: ofStorage,
    body: z.object({
      tonnes: positiveTonnes.describe("Tonnes to sell back"),
      priceVersion: wholeNumber(1, 1_000_000, { zh: "版本号", en: "version" }).describe("Version of the standing price that is accepted"),
    }),
    response: buyBack,
    refusals: ["wrong-state", "above-stored", "permit-term-over", "no-buy-back-price", "buy-back-price-changed", "buy-back-fund-too-small"],
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
  publishBuyBackPrice: endpoint({
    operationId: "publishBuyBackPrice",
    method: "POST",
    path: "/surplus/buy-back-prices/{pool}/{pollutant}",
    summary: "Publishes the standing price at which certified surplus of a pollutant in a pool is bought back, with its source.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: poolPollutant,
    body: z.object({
      priceCnyPerTonneYear: price.describe("CNY for a tonne and year of the remaining term"),
      source: shortText.describe("Where the price comes from"),
      documentNumber: documentReference,
    }),
    response: buyBackPrice,
    refusals: ["outside-your-area", "pollutant-not-in-pool"],
  }),
  listBuyBackPrices: endpoint({
    operationId: "listBuyBackPrices",
    method: "GET",
    path: "/surplus/buy-back-prices/{pool}/{pollutant}",
    summary: "Lists the buy-back prices of a pollutant in a pool; the first is the standing one.",
    roles: readers,
    params: poolPollutant,
    query: pageQuery,
    response: pageOf(buyBackPrice),
    refusals: [],
  }),
  fundBuyBacks: endpoint({
    operationId: "fundBuyBacks",
    method: "POST",
    path: "/surplus/buy-back-fund",
    summary: "Moves money from the treasury's main account to the fund that pays for buy-backs.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    body: z.object({ amount: positiveCny.describe("CNY to move"), documentNumber: documentReference }),
    response: funding,
    refusals: ["city-only", "treasury-too-small"],
  }),
  readBuyBackFund: endpoint({
    operationId: "readBuyBackFund",
    method: "GET",
    path: "/surplus/buy-back-fund",
    summary: "Reads what buy-backs can be paid from.",
    roles: ["regulator", "district", "operator"],
    response: buyBackFund,
    refusals: [],
  }),
  recoverPermits: endpoint({
    operationId: "recoverPermits",
    method: "POST",
    path: "/surplus/recoveries",
    summary:
      "Orders the recovery of a site's permits, or of what an amount is cut by. It is carried out permit by permit; what is pledged or frozen is listed, and taken once it is free.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    body: z
      .object({
        partyId: id,
        siteId: id,
        ground: recoveryGround,
        reason: reasonGiven,
        documentNumber: documentReference,
        acquiredFree: z.boolean().describe("Whether the unit got the permits free of charge, as the document finds"),
        cut: z
          .object({ instrument: permitName, tonnes: positiveTonnes.describe("Tonnes by which the amount is cut") })
          .optional()
          .describe("The permit and tonnes of a cut; only for the ground `cut`"),
      })
      .refine(({ ground, cut }) => (ground === "cut") === (cut !== undefined), {
        path: ["cut"],
        error: message("仅核减（cut）须且才能注明排污权和吨数", "permit and tonnes are named for the ground `cut`, and for it only"),
      }),
    response: recoveryWithWaiting,
    refusals: ["recovery-open", "nothing-to-recover", "cut-above-held", "no-buy-back-price", "buy-back-fund-too-small"],
  }),
  readRecovery: endpoint({
    operationId: "readRecovery",
    method: "GET",
    path: "/surplus/recoveries/{recoveryId}",
    summary: "Reads a recovery with what it waits for now: enterprises see those of their sites, authorities those of their area.",
    roles: readers,
    params: z.object({ recoveryId: id }),
    response: recoveryWithWaiting,
    refusals: [],
  }),
  listRecoveries: endpoint({
    operationId: "listRecoveries",
    method: "GET",
    path: "/surplus/recoveries",
    summary: "Lists recoveries, newest first: enterprises see those of their sites, authorities those of their area, area by area.",
    roles: readers,
    query: byArea,
    response: pageOf(recovery),
    refusals: [],
  }),
} as const;

const recoveredTotals = {
  recoveredTonnes: decimalOut.describe("Tonnes recovered, over all permits"),
  paidCny: field.cny.describe("Paid to the holder"),
};

/** Facts about surplus, buy-back and recovery; quantities are decimal strings, names and numbers those of then. */
export const surplusFacts = {
  surplusCertified: factSchema(
    "surplus-certified",
    1,
    z.object(certified),
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
  buyBackPricePublished: factSchema(
    "buy-back-price-published",
    1,
    z.object(priceFields),
    "The bureau published the standing price of buy-backs of a pollutant in a pool.",
  ),
  buyBackFunded: factSchema(
    "buy-back-funded",
    1,
    z.object(funding.shape),
    "Money of the treasury was moved to the fund that pays for buy-backs.",
  ),
  permitsBoughtBack: factSchema(
    "permits-bought-back",
    1,
    z.object({
      ...storedSurplus,
      boughtTonnes: decimalOut.describe("Tonnes that were bought back"),
      remainingTonnes: decimalOut.describe("Tonnes that are still stored"),
      ...payment,
    }),
    "Stored surplus was bought back: it is quota of the reserve, and its price the holder's.",
  ),
  recoveryOrdered: factSchema(
    "recovery-ordered",
    1,
    z.object({ ...ordered, waiting: waitingOut }),
    "The bureau ordered the recovery of a site's permits; what is pledged or frozen waits for its holder.",
  ),
  /** Its holds of the purposes `unpaid-fee` and `overdue-fee` end the instalments that they stood for. */
  permitsRecovered: factSchema(
    "permits-recovered",
    1,
    z.object({
      recoveryId: z.string().describe("Recovery"),
      ...holder,
      ...permitOfSite,
      ground: ordered.ground,
      documentNumber: field.documentNumber,
      source: reserveSourceOut,
      recoveredTonnes: decimalOut.describe("Tonnes that became quota of the reserve"),
      acquiredFree: ordered.acquiredFree,
      paidTonnes: decimalOut.describe("Those among them that were paid for: not what was free, nor what was held for unpaid fees"),
      payment: z.object(payment).optional().describe("What was paid; absent where nothing was"),
      holds: z.array(heldPart).describe("Holds that were taken with the permit, such as unpaid instalments and stored surplus"),
      waiting: waitingOut,
    }),
    "A permit of a site was recovered, as far as it was free, in the entry that credited the reserve.",
  ),
  recoveryCompleted: factSchema(
    "recovery-completed",
    1,
    z.object({ ...ordered, ...recoveredTotals }),
    "A recovery was completed: nothing of what was ordered is left at the site.",
  ),
};
