import { readFileSync } from "node:fs";
import * as z from "zod";
import { type Decimal, decimal } from "../../shared/kernel/decimal.ts";

/** Names of what is paid for. */
export const priceNames = [
  "dynamodb-write-unit",
  "dynamodb-read-unit",
  "dynamodb-storage-gb",
  "dynamodb-recovery-gb",
  "lambda-request",
  "lambda-gb-second-x86_64",
  "lambda-gb-second-arm64",
  "http-api-request",
  "sqs-request",
  "s3-put",
  "s3-get",
  "athena-gb",
  "kms-key",
  "kms-request",
  "cloudwatch-alarm-metric",
  "cloudwatch-custom-metric",
  "cloudwatch-dashboard",
  "logs-ingest-gb",
  "logs-storage-gb",
  "backup-storage-gb",
  "xray-trace",
  "ses-message",
  "sns-sms-part",
] as const;
/** Name of something that is paid for. */
export type PriceName = (typeof priceNames)[number];

const price = z
  .strictObject({
    price: z.string().transform(decimal),
    /** Units that the price is for. */
    per: z.int().positive(),
    /** Where it was read. */
    source: z.url().optional(),
    /** Why it is only assumed. */
    assumption: z.string().optional(),
    note: z.string().optional(),
  })
  .refine(({ source, assumption }) => (source === undefined) !== (assumption === undefined), "a price has a source, or is an assumption");

/** Public prices of a region as they were on a day, without free tiers, discounts and taxes. */
export const priceListSchema = z.strictObject({
  region: z.string(),
  currency: z.enum(["USD", "CNY"]),
  date: z.iso.date(),
  prices: z.record(z.enum(priceNames), price),
});
/** A region's prices. */
export type PriceList = z.output<typeof priceListSchema>;

/** The price lists that the project keeps. */
export function readPriceLists(): readonly PriceList[] {
  return z.array(priceListSchema).parse(readJson("prices.json"));
}

/** A labelled input of the calculation. */
const input = z.strictObject({ value: z.string().transform(decimal), because: z.string() });
const inputNames = [
  "hoursPerMonth",
  "gigabytes",
  "jobMilliseconds",
  "jobReadUnits",
  "commandMilliseconds",
  "consumerMilliseconds",
  "consumerMemoryMb",
  "membershipReadUnits",
  "logBytesPerRun",
  "logBytesPerRequest",
  "pollers",
  "pollSeconds",
  "runsPerFact",
  "queueRequestsPerFact",
  "writeUnitsPerFact",
  "readUnitsPerFact",
  "addressesPerNotice",
  "smsPartsPerNotice",
  "archiveMbPerQuestion",
  "archiveObjectsPerQuestion",
] as const;
/** Inputs that no template and no measurement gives, each with its reason. */
export type UsageInputs = Readonly<Record<(typeof inputNames)[number], { readonly value: Decimal; readonly because: string }>>;

/** The inputs that the project keeps. */
export function readUsageInputs(): UsageInputs {
  return z.record(z.enum(inputNames), input).parse(readJson("usage.json"));
}

const auctionStep = z.strictObject({
  /** A command of the capacity table, or what the end of an auction does, with its units. */
  what: z.string(),
  times: z.enum(["auction", "bidder", "winner", "loser"]),
  facts: z.int(),
  writes: z.int().optional(),
  reads: z.int().optional(),
  objects: z.int().optional(),
  keyRequests: z.int().optional(),
  /** Facts of it that the member is told of. */
  notices: z.int().optional(),
  note: z.string().optional(),
});
/** A step of an auction, and how often it happens. */
export type AuctionStep = z.output<typeof auctionStep>;

/** The steps of a whole auction. */
export function readAuctionSteps(): readonly AuctionStep[] {
  return z.array(auctionStep).parse(readJson("auction.json"));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
}
