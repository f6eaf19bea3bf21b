import type { Examples } from "../../../shared/http/examples.ts";
import { mill, story } from "../../story.ts";
import type { tradesEndpoints } from "./contract.ts";

const recordId = `award-settled.${mill.enrolmentId}`;
const permit = "permit/SO2/ezhou/2027-01/2031-12";
const sold = {
  ...{ kind: "award", day: "2026-03-02", instrument: permit, pollutant: story.pollutant, pool: story.pool, auctionId: story.auctionId },
  ...{ title: "SO2 permits of Ezhou, spring 2026", documentNumber: "EZ-2026-5", years: 1 },
};

/** Examples of trade records: what the sale of the story left behind. */
export const tradesExamples: Examples<typeof tradesEndpoints> = {
  listTrades: {
    mill: { summary: "The mill's own trades, oldest first", query: { order: "oldest" } },
    operator: {
      summary: "Trades of permits for SO2 in a month",
      query: {
        ...{ from: "2026-02-28T16:00:00.000Z", before: "2026-03-02T04:00:00.000Z", pollutant: story.pollutant, kind: "award" },
        purpose: "Monthly review of the market",
      },
    },
    prices: {
      by: "bureau",
      summary: "What was sold in an auction at 4,350 yuan or more",
      query: { auctionId: story.auctionId, leastPrice: "4350", purpose: "Review of the sale", investigation: "EZ-INV-2026-1" },
    },
  },
  readTrade: {
    mill: { summary: "What the mill bought", params: { recordId } },
    bureau: { summary: "The same, for the bureau", params: { recordId }, query: { purpose: "Check of the mill's permits" } },
  },
  listPublicTrades: {
    public: {
      summary: "What is published of the sale",
      query: { instrument: permit, from: "2026-03-01", until: "2026-03-02" },
      response: {
        items: [
          {
            ...{ ...sold, winner: "Yangtze Paper Mill", quantity: "4", price: "4390", amount: "17560.00" },
            lines: [{ price: "4390", quantity: "4", amount: "17560.00" }],
          },
          {
            ...{ ...sold, winner: "Echeng Steel", quantity: "4", price: "4300", amount: "17200.00" },
            lines: [{ price: "4300", quantity: "4", amount: "17200.00" }],
          },
        ],
      },
    },
  },
  listRecordExceptions: { bureau: { summary: "Reversals, if there are any", query: { what: "reversal" } } },
  listRecordDifferences: {
    operator: { summary: "Records that say something else than the ledger", query: { purpose: "Monthly review of the records" } },
  },
};
