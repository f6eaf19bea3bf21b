import * as z from "zod";
import { areaCodeOut } from "../kernel/areas.ts";
import { dayOut, field, instantOut } from "../kernel/fields.ts";
import { component, count, decimalOut, growingWordsOut, words } from "../kernel/schemas.ts";
import { pollutantCodeOut, poolIdOut } from "../permits/pools.ts";
import { publishedPart } from "./published.ts";

/** Kinds of trade records: what happened to rights, in the field's words. */
export const tradeKinds = [
  "award",
  "allocation",
  "transfer",
  "surrender",
  "pledge",
  "freeze",
  "release",
  "forfeiture",
  "expiry",
  "price",
] as const;
/** A kind of trade record. */
export type TradeKind = (typeof tradeKinds)[number];
/** Schema of a kind of trade record. */
export const tradeKind = words("TradeKind", tradeKinds, "Kind of trade record");

/**
 * Series of trades that are counted apart: sales by auction, allocations at a fixed price, agreements between two, and trades between
 * associates, whose prices say nothing about the market.
 */
export const tradeSeries = ["auction", "allocation", "agreement", "associates"] as const;

const partyRoles = ["buyer", "seller", "holder", "pledgee", "pledgor", "debtor", "recipient"] as const;

/** A party of a record, with its code and name as of then. */
const recordParty = component("TradeRecordParty", {
  role: words("TradeRecordRole", partyRoles, "Part that it has in the record"),
  partyId: field.partyId.optional(),
  name: z.string().describe("Legal name as of then"),
  creditCode: field.creditCode.optional(),
});

/** A price line of a record. */
const recordLine = component("TradeRecordLine", {
  price: decimalOut.describe("CNY per tonne"),
  quantity: field.tonnes,
  amount: field.cny,
});

/** Version of the form of a record. A changed form is a new version; records of an old one stay as they are. */
export const tradeRecordVersion = 1;

const ofAuction = {
  auctionId: z.string().optional().describe("Auction of the trade"),
  title: z.string().optional().describe("Title of the sale or plan"),
};
const ofNumbers = {
  documentNumber: field.documentNumber.optional(),
  contractNumber: z.string().optional().describe("Number of the contract"),
  confirmationNumber: z.string().optional().describe("Number of the confirmation sheet or receipt"),
  registrationNumber: z.string().optional().describe("Number in the external registry"),
  caseNumber: z.string().optional().describe("Case number of the court"),
  blockReference: z.string().optional().describe("Reference of the delivered block, never used again"),
};
const ofSite = {
  siteId: field.siteId.optional(),
  siteName: z.string().optional().describe("Name of the site as of then"),
  siteArea: areaCodeOut.optional(),
  licenceNumber: field.licenceNumber.optional(),
  project: field.project.optional(),
  projectName: z.string().optional().describe("Name of the project as approved"),
  eiaNumber: z.string().optional().describe("Number of the decision on the project's environmental impact assessment"),
};
const ofRight = {
  instrument: field.instrument.optional(),
  pollutant: pollutantCodeOut.optional(),
  pool: poolIdOut.optional(),
  poolArea: areaCodeOut.optional(),
};
const ofPrice = {
  quantity: decimalOut.optional().describe("Tonnes, or units of the instrument; below zero in a reversal"),
  years: count.optional().describe("Price multiplier in years; absent where the price is for the whole"),
  months: count.optional().describe("Price multiplier in months, where it is for a part of a term: a twelfth of a year each"),
  held: decimalOut
    .optional()
    .describe(
      "By how much what is held in the ledger changed, of the holder's; the rest of the quantity was held for others already, or is free",
    ),
  lines: z.array(recordLine).optional().describe("Price lines in rank order"),
  price: decimalOut.optional().describe("CNY per tonne; the average of the lines where there are several"),
  basePrice: decimalOut.optional().describe("Published base price in CNY per tonne"),
  amount: decimalOut.optional().describe("CNY for the quantity; below zero in a reversal"),
  fee: decimalOut.optional().describe("Fee of the exchange in CNY; below zero in a reversal"),
  quotaSource: z.string().optional().describe("Where the quantity came from: a reserve, a reduction, a plan"),
  offsetRatio: decimalOut.optional().describe("Tonnes bought for each tonne delivered"),
  offsetGround: z.string().optional().describe("Ground of the offset ratio"),
  retiredTonnes: decimalOut.optional().describe("Tonnes retired for the offset ratio"),
  ground: z.string().optional().describe("Ground or basis of the decision"),
  instalments: z
    .array(component("TradeRecordInstalment", { number: z.int().min(1).describe("Number of the instalment"), amountCny: field.cny }))
    .optional()
    .describe("Instalments of the use fee that were paid with it, over all instruments of the same fact"),
};

/**
 * One trade record: what one self-contained fact of the context that decided it says, and nothing else. The same fact makes the same bytes,
 * whenever and however often it is recorded.
 */
export const tradeRecord = component("TradeRecord", {
  recordId: z.string().describe("Id of the record: that of its fact, with a suffix where a fact makes several"),
  schemaVersion: z.int().min(1).describe("Version of the form of the record"),
  kind: growingWordsOut("TradeKindOut", tradeKinds, "Kind of trade record"),
  series: growingWordsOut("TradeSeriesOut", tradeSeries, "Series in which it counts; absent for what is no trade").optional(),
  occurredAt: instantOut("When it was decided"),
  day: dayOut("Day in Asia/Shanghai"),
  reverses: z
    .string()
    .optional()
    .describe("Record that this one takes back, whole or in part: its quantities and amounts are below zero, a price is as it was"),
  source: component("TradeRecordSource", {
    factId: z.string().describe("Fact that it was made from"),
    factType: z.string().describe("Type of that fact"),
    factVersion: z.int().min(1).describe("Version of that fact's shape"),
  }).describe("What it was made from"),
  entry: component("TradeRecordEntry", {
    kind: z.string().describe("Kind of the cause of the ledger's entry"),
    reference: z.string().describe("Reference of that cause"),
  })
    .optional()
    .describe("The ledger's entry with the same cause; absent where nothing moved"),
  areas: z.array(z.string()).describe("Areas whose authorities read it: those of the pool and of the site"),
  parties: z.array(recordParty).describe("Parties, with their parts in it"),
  ...ofRight,
  ...ofSite,
  ...ofPrice,
  ...ofAuction,
  ...ofNumbers,
  published: z
    .array(publishedPart)
    .optional()
    .describe("What of it everybody may read, as the terms of its sale announced; absent for what is not public"),
});
/** See the schema. */
export type TradeRecord = z.output<typeof tradeRecord>;
