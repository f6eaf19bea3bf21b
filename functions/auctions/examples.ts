import type { Examples } from "../../shared/http/examples.ts";
import { bureau, computedHash, mill, steel, story } from "../story.ts";
import type { auctionsEndpoints } from "./contract.ts";

const { auctionId, opensAt, enrolsUntil, closesAt, pollutant, pool } = story;
const params = { auctionId };
const schedule = { opensAt, enrolsUntil, closesAt };
const later = {
  opensAt: "2026-03-03T01:10:00.000Z",
  enrolsUntil: "2026-03-03T02:00:00.000Z",
  closesAt: "2026-03-03T03:00:00.000Z",
};
const seller = { name: bureau.name, creditCode: bureau.creditCode };
const terms = {
  ...{ title: "SO2 permits of Ezhou, spring 2026", documentNumber: "EZ-2026-5", seller, basePrice: "4000" },
  pricing: "pay-as-bid",
  ...{
    depositRate: "0.3",
    feeRate: "0.005",
    paymentWorkingDays: 5,
    objectionWorkingDays: 1,
    priceTick: "10",
    quantityStep: "0.001",
    minimumBidders: 2,
  },
  revision: { rule: "free", maximumQuotes: 10 },
  lot: { pollutant, pool, firstMonth: "2027-01", lastMonth: "2031-12", quantity: "8" },
} as const;
const publishes: ("winner-name" | "quantity" | "price")[] = ["winner-name", "quantity", "price"];
const announced = {
  auctionId,
  terms: {
    ...terms,
    years: 1,
    uniformPrice: "lowest-accepted",
    ties: "time",
    undersubscribed: "sell-partial",
    publishReserveAfterFailure: false,
    publishes,
    maximumSteps: 5,
    lot: { ...terms.lot, sourceClass: "industrial", thermalPower: false },
  },
  ...{
    reservePrice: "4000",
    schedule,
    postponements: 0,
    seedHash: computedHash("seed"),
    provisionalDeadlines: [],
    announcedAt: story.begins,
  },
  state: "announced",
  phase: "enrolling",
} as const;

type Steps = readonly { readonly price: string; readonly quantity: string }[];
const millSteps: Steps = [
  { price: "4390", quantity: "4" },
  { price: "4200", quantity: "2" },
];
const steelSteps: Steps = [{ price: "4300", quantity: "6" }];
function receiptHashOf({ persona }: typeof mill): string {
  return computedHash(`receipt of ${persona}`);
}

function enrolmentOf({ enrolmentId, partyId, siteId, project }: typeof mill) {
  return {
    params,
    body: { siteId, project, tonnes: "6" },
    response: {
      ...{ auctionId, enrolmentId, partyId, siteId, project, tonnes: "6", offsetRatio: "1", deposit: "7200.00" },
      ...{ state: "enrolled" as const, enrolledAt: story.begins },
    },
  };
}
function bidOf(bidder: typeof mill, steps: Steps) {
  return {
    params: { auctionId, enrolmentId: bidder.enrolmentId },
    body: { steps: [...steps] },
    response: {
      ...{
        version: 1,
        receivedAt: "2026-03-02T02:10:00.000Z",
        steps: steps.map((step, place) => ({ bidId: bidder.bidIds[place] ?? "", ...step })),
      },
      ...{ receiptHash: receiptHashOf(bidder), receiptSalt: computedHash(`salt of ${bidder.persona}`) },
    },
  };
}
const ofMill = { auctionId, enrolmentId: mill.enrolmentId };
const award = {
  lines: [{ bidId: mill.bidIds[0] ?? "", price: "4390", quantity: "4", amount: "17560.00" }],
  ...{ quantity: "4", amount: "17560.00", fee: "87.80", deposit: "7200.00", payBy: story.payBy },
  state: "settled" as const,
};

/** Examples of auctions: eight tonnes are announced; two enterprises enrol and bid; the dearest bids win. */
export const auctionsExamples: Examples<typeof auctionsEndpoints> = {
  announceAuction: {
    operator: {
      summary: "Eight tonnes of SO2 a year, for five years",
      body: { terms, schedule, reservePrice: { price: "4000" } },
      response: announced,
    },
  },
  listAuctions: {
    public: {
      summary: "Sales of SO2 in the city's pool that are announced",
      query: { state: "announced", pollutant: "SO2", pool: "ezhou" },
      response: { items: [announced] },
    },
  },
  listEnrolments: { operator: { summary: "Who is enrolled in the sale", params } },
  readAuction: { public: { summary: "The sale as announced", params, response: announced } },
  postponeAuction: {
    operator: { summary: "A day later", params, body: { schedule: later, reason: "the platform is under maintenance" } },
  },
  cancelAuction: { operator: { summary: "There is no sale", params, body: { reason: "the lot is withdrawn" } } },
  enrol: {
    mill: { summary: "The paper mill enrols with its need", ...enrolmentOf(mill) },
    steel: { summary: "The steelworks enrol with their need", ...enrolmentOf(steel) },
  },
  checkEligibility: {
    mill: { summary: "What the paper mill could enrol with", params, query: { siteId: mill.siteId, project: mill.project, tonnes: "6" } },
  },
  withdrawEnrolment: { mill: { summary: "The paper mill does not take part after all", params: ofMill } },
  readOwnEnrolment: { mill: { summary: "The enrolment and what it won", params: ofMill } },
  listOwnEnrolments: { mill: { summary: "Enrolments of the paper mill in the sale", query: { auctionId } } },
  submitBid: {
    mill: { summary: "Two steps of the paper mill", ...bidOf(mill, millSteps) },
    steel: { summary: "One step of the steelworks", ...bidOf(steel, steelSteps) },
  },
  readOwnBid: { mill: { summary: "The bid with its receipt", params: ofMill, response: bidOf(mill, millSteps).response } },
  payAward: { mill: { summary: "The paper mill pays the rest", params: ofMill } },
  readConfirmation: {
    mill: {
      summary: "The confirmation sheet of the paper mill",
      params: ofMill,
      response: {
        ...{ auctionId, title: terms.title, documentNumber: terms.documentNumber, seller, pollutant, pool, poolArea: story.city },
        betweenAssociates: false,
        ...{ instrument: "permit/SO2/ezhou/2027-01/2031-12", years: 1, basePrice: "4000", enrolmentId: mill.enrolmentId },
        ...{ partyId: mill.partyId, partyName: mill.name, creditCode: mill.creditCode, siteId: mill.siteId, siteName: "Works 1" },
        ...{ siteArea: story.district, licenceNumber: mill.licenceNumber, project: mill.project, projectName: mill.projectName },
        ...{ eiaNumber: `${mill.letterNumber}-EIA`, letterNumber: mill.letterNumber, letterDate: "2026-01-15" },
        ...{ offsetRatio: "1", offsetGround: "quality-attained", tonnes: "6", deposit: "7200.00" },
        ...{ blockReference: `SO2.ezhou.202701.203112.${auctionId}.0001`, confirmationNumber: `CJ.20260302.${auctionId}.0001` },
        ...{ tradeDate: "2026-03-02", deliveredTonnes: "4", retiredTonnes: "0", award, settledAt: "2026-03-02T03:00:20.000Z" },
      },
    },
  },
  readBulletin: {
    public: {
      summary: "The public result",
      params,
      response: {
        outcome: "cleared",
        ...{ auctionId, title: terms.title, endedAt: "2026-03-02T03:00:10.000Z", clearingPrice: "4300" },
        ...{ quantity: "8", sold: "8", unsold: "0", demand: "12", coverRatio: "1.50", turnover: "34760.00", topPrice: "4390" },
        ...{ bidders: 2, excludedBidders: 0, reservePrice: "4000", drawSeed: "5c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f" },
        winners: [
          { partyName: mill.name, quantity: "4", amount: "17560.00" },
          { partyName: steel.name, quantity: "4", amount: "17200.00" },
        ],
        ...{
          receiptHashes: [receiptHashOf(mill), receiptHashOf(steel)],
          manifestHash: computedHash("manifest"),
          resultHash: computedHash("result"),
        },
      },
    },
  },
  objectToResult: {
    steel: {
      summary: "The steelworks object to the result",
      params,
      body: { grounds: "our bid came first", evidenceSha256: "5e884898da28047151d0e56f8dc6292773603d0d6aabbd62a11ef721d1542d8b" },
    },
  },
  answerResultObjection: {
    operator: {
      summary: "The objection is dismissed",
      params: { ...params, partyId: steel.partyId },
      body: { upheld: false, reason: "the bids were ranked by price, then by time, as the book shows", documentNumber: "EZ-2026-9" },
    },
  },
  listResultObjections: { bureau: { summary: "Who objects to the result", params } },
  readBook: { operator: { summary: "The sealed book, to clear it again", params } },
};
