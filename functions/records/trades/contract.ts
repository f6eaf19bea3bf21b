import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { id, instant, pageOf, pageQuery } from "../../../shared/kernel/schemas.ts";
import { instrumentName } from "../../../shared/ledger/instrument.ts";
import { pollutantCode } from "../../../shared/permits/pools.ts";
import { tradeKind, tradeRecord } from "../../../shared/records/trade-record.ts";

/** What trade records are selected by. */
export const tradeSelection = z.object({
  from: instant.optional().describe("First instant, included"),
  before: instant.optional().describe("First instant after the range"),
  area: areaCode.optional().describe("Area whose records are listed; the caller's whole area of responsibility when absent"),
  partyId: id.optional().describe("Member that has a part in the record"),
  instrument: instrumentName.optional(),
  pollutant: pollutantCode.optional().describe("Pollutant of the instrument"),
  kind: tradeKind.optional(),
  auctionId: id.optional().describe("Auction of the trade"),
});

/** The endpoints of trade records. */
export const tradesEndpoints = {
  listTrades: endpoint({
    operationId: "listTrades",
    method: "GET",
    path: "/records/trades",
    summary: "Lists trade records, newest first: authorities see those of their area, the operator all, other members their own.",
    roles: ["regulator", "district", "operator", "enterprise", "bank"],
    query: pageQuery.extend(tradeSelection.shape),
    response: pageOf(tradeRecord),
    refusals: [],
  }),
} as const;
