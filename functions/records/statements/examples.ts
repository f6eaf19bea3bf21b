import type { Examples } from "../../../shared/http/examples.ts";
import { computedHash, mill, story } from "../../story.ts";
import type { statementsEndpoints } from "./contract.ts";

const ofSite = { partyId: mill.partyId, siteId: mill.siteId };
const instrument = "permit/SO2/ezhou/2027-01/2031-12";

/** Examples of records: what the sale left behind. */
export const statementsExamples: Examples<typeof statementsEndpoints> = {
  listFacts: {
    operator: {
      summary: "The newest facts",
      query: { purpose: "What the sale left behind" },
      response: {
        items: [
          {
            ...{ factId: `auction-ended.${story.auctionId}`, factType: "auction-cleared", schemaVersion: 1 },
            ...{ occurredAt: "2026-03-02T03:00:10.000Z", actor: "close-auctions", parties: [], areas: [story.city] },
            data: {
              ...{ auctionId: story.auctionId, title: "SO2 permits of Ezhou, spring 2026", documentNumber: "EZ-2026-5" },
              ...{ pollutant: story.pollutant, pool: story.pool, instrument, clearingPrice: "4300", sold: "8", unsold: "0" },
              ...{ turnover: "34760.00", winners: 2, manifestHash: computedHash("manifest"), resultHash: computedHash("result") },
            },
          },
        ],
      },
    },
  },
  listPositions: {
    mill: { summary: "Permits of the works", query: { ...ofSite, class: "permit" } },
    operator: { summary: "What the treasury has", query: { account: "treasury:0", class: "cash" } },
  },
  listEntries: {
    mill: { summary: "How the permits came", query: { ...ofSite, instrument } },
    operator: { summary: "How proceeds came", query: { account: "treasury:0", instrument: "CNY" } },
  },
  readStatement: {
    mill: {
      summary: "Permits of the works when the sale was settled",
      query: { ...ofSite, instrument, at: "2026-03-02T04:00:00.000Z" },
      response: {
        ...{ account: `site:${mill.siteId}`, instrument, available: "4", held: "0", at: "2026-03-02T04:00:00.000Z" },
        ...{ watermark: "2026-03-02T04:01:00.000Z", final: true, entryCount: 1 },
      },
    },
    operator: { summary: "Proceeds of sales", query: { account: "treasury:0", instrument: "CNY" } },
  },
  readTrialBalance: { operator: { summary: "Whether the cash adds up", query: { class: "cash" } } },
};
