import * as z from "zod";
import { exclusionGround } from "./exclusion-grounds.ts";

/** Version of the form of a manifest, apart from the rules: whoever verifies an old one has to know what it holds. */
export const manifestVersion = 1;

/** One enrolment as sealed, with the ids of its steps in the book; `bid` is null if it never bid or withdrew. */
const sealedEnrolment = z.object({
  enrolmentId: z.string(),
  partyId: z.string(),
  partyName: z.string(),
  excludedFor: z
    .array(exclusionGround)
    .describe("Exclusion lists its member was on at the seal, and its standing if not admitted: no bid of it was cleared"),
  bid: z
    .object({ version: z.int(), receivedAt: z.string(), receiptHash: z.string(), receiptSalt: z.string(), bidIds: z.array(z.string()) })
    .nullable(),
});

/** The sealed book of an auction: all inputs of its result, as one immutable object. */
export const manifestSchema = z.object({
  manifestVersion: z.literal(manifestVersion).describe("Version of the form of this object"),
  auctionId: z.string(),
  ruleVersion: z.int(),
  schedule: z.object({ opensAt: z.string(), enrolsUntil: z.string(), closesAt: z.string() }),
  drawSeed: z.string().describe("Hashes to the announced seed hash"),
  reservePrice: z.string().nullable(),
  reservePriceSalt: z.string().nullable().describe("Salt that makes a confidential reserve price hash to the announced value"),
  reservePriceDocument: z.string().nullable().describe("Document that allows the reserve price to be below the base price"),
  enrolments: z.array(sealedEnrolment),
  clearing: z.unknown().describe("Terms and bids: the input of `ecovalue clear`"),
  excludedBids: z.unknown().describe("Bids of excluded members as they would have been cleared"),
});
/** See the schema. */
export type Manifest = z.output<typeof manifestSchema>;

/** Reads a stored manifest. */
export function readManifest(text: string): Manifest {
  return manifestSchema.parse(JSON.parse(text));
}

/** The part of the cleared book that others than clearing read: what was asked, and who bid what. Decimals as their texts. */
const openedClearing = z.object({
  terms: z.object({ quantity: z.string(), priceTick: z.string(), years: z.int() }),
  bids: z.array(
    z.object({ id: z.string(), bidder: z.string(), group: z.string(), price: z.string(), quantity: z.string(), receivedAt: z.string() }),
  ),
});

/** Terms and bids of a manifest, for those who read them and do not clear. */
export function openedBook({ clearing }: Pick<Manifest, "clearing">): z.output<typeof openedClearing> {
  return openedClearing.parse(clearing);
}

const openedResult = z.object({
  outcome: z.string(),
  sold: z.string(),
  awards: z.array(z.object({ bidder: z.string(), quantity: z.string(), amount: z.string() })),
});

/** What a stored result says of who won what, for those who read it and do not verify it. */
export function readOpenedResult(text: string): z.output<typeof openedResult> {
  return openedResult.parse(JSON.parse(text));
}

/** Key of the sealed book of an auction in the bucket Manifests. */
export function manifestKey(auctionId: string): string {
  return `manifests/${auctionId}.json`;
}

/** Key of the result of an auction in the bucket Manifests. */
export function resultKey(auctionId: string): string {
  return `results/${auctionId}.json`;
}
