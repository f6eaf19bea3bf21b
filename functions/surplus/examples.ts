import type { Examples } from "../../shared/http/examples.ts";
import { mill, steel, story } from "../story.ts";
import type { surplusEndpoints } from "./contract.ts";

const { pool, pollutant, certificateId, storageId, recoveryId } = story;
const instrument = "permit/SO2/ezhou/2027-01/2031-12";
const permit = { instrument, pollutant, pool, poolArea: story.city, firstMonth: "2027-01", lastMonth: "2031-12" };
const priceParams = { pool, pollutant };
const ofCertificate = { certificateId };
const ofStorage = { storageId };

function holderOf({ partyId, name: partyName, creditCode, siteId, licenceNumber }: typeof mill) {
  return { partyId, partyName, creditCode, siteId, siteName: "Works 1", licenceNumber, area: story.district };
}

const measure = {
  kind: "treatment",
  ...{ measure: "Second stage of desulphurisation", tonnes: "1", startMonth: "2026-03" },
  documentNumber: "EZ-2026-41",
} as const;
const paidBy = "enterprise";
const order = { reason: "moved to Huanggang", documentNumber: "EZ-2026-45", paidPermits: [instrument] };
const ground = "relocation";

/** Examples of surplus: the paper mill reduces what it emits, and the steelworks moves away. */
export const surplusExamples: Examples<typeof surplusEndpoints> = {
  certifySurplus: {
    mill: {
      by: "bureau",
      summary: "The paper mill needs a tonne less",
      body: { partyId: mill.partyId, siteId: mill.siteId, instrument, ...measure, paidBy },
      response: {
        ...{ certificateId, ...holderOf(mill), ...permit, ...measure, paidBy, openTonnes: "1" },
        ...{ state: "certified", certifiedAt: story.afterwards },
      },
    },
  },
  withdrawCertificate: {
    bureau: { summary: "The measure was given up", params: ofCertificate, body: { reason: "the measure was given up" } },
  },
  readCertificate: { mill: { summary: "The certificate", params: ofCertificate } },
  listCertificates: { bureau: { summary: "Certificates in the whole city", query: { area: story.city } } },
  storeSurplus: {
    mill: {
      summary: "The mill stores what it does not need",
      body: { ...ofCertificate, tonnes: "0.5" },
      response: {
        ...{ storageId, certificateId, ...holderOf(mill), ...permit, tonnes: "0.5", remainingTonnes: "0.5" },
        ...{ state: "stored", storedAt: story.afterwards },
      },
    },
  },
  takeOutSurplus: { mill: { summary: "The mill needs the rest after all", params: ofStorage } },
  endStorage: {
    bureau: {
      summary: "The line runs again",
      params: ofStorage,
      body: { reason: "the line runs again", documentNumber: "EZ-2026-44" },
    },
  },
  buyBackSurplus: {
    mill: {
      summary: "The mill sells a part back for five years",
      params: ofStorage,
      body: { tonnes: "0.2", priceVersion: 1 },
      response: {
        ...{ storageId, tonnes: "0.2", remainingTonnes: "0.3", months: 60, priceVersion: 1 },
        ...{ priceCnyPerTonneYear: "200", amount: "200.00" },
      },
    },
  },
  readStorage: { mill: { summary: "What is still stored", params: ofStorage } },
  listStorages: { bureau: { summary: "Stored surplus in the whole city", query: { area: story.city } } },
  publishBuyBackPrice: {
    bureau: {
      summary: "The standing price of buy-backs",
      params: priceParams,
      body: { priceCnyPerTonneYear: "200", source: "price list of the bureau of 2026", documentNumber: "EZ-2026-42" },
      response: {
        ...{ ...priceParams, poolArea: story.city, version: 1, priceCnyPerTonneYear: "200" },
        ...{ source: "price list of the bureau of 2026", documentNumber: "EZ-2026-42", publishedAt: story.afterwards },
      },
    },
  },
  listBuyBackPrices: { mill: { summary: "Every price, the standing one first", params: priceParams } },
  fundBuyBacks: { bureau: { summary: "Money for buy-backs", body: { amount: "5000.00", documentNumber: "EZ-2026-43" } } },
  readBuyBackFund: { bureau: { summary: "What the fund has", response: { availableCny: "5000.00" } } },
  recoverPermits: {
    bureau: {
      summary: "The steelworks moves away",
      body: { partyId: steel.partyId, siteId: steel.siteId, ground, ...order },
      response: {
        ...{ recoveryId, ...holderOf(steel), ground, ...order, recoveredTonnes: "0", paidCny: "0.00" },
        ...{ state: "open", orderedAt: story.afterwards, waiting: [] },
      },
    },
  },
  readRecovery: { steel: { summary: "What is recovered, and what waits", params: { recoveryId } } },
  listRecoveries: { bureau: { summary: "Recoveries in the whole city", query: { area: story.city } } },
};
