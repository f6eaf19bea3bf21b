import * as z from "zod";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { factEnvelope } from "../kernel/fact.ts";
import { sha256 } from "../kernel/ids.ts";
import { count, decimalOut } from "../kernel/schemas.ts";
import { blockHeader } from "./chain.ts";
import { blockLine, recordLine } from "./sealed-export.ts";
import { signedHead } from "./signed-head.ts";

/** The form of an evidence bag. A changed form is a new word. */
export const evidenceBagForm = "ecovalue-evidence-bag-1";

/** First line of an evidence bag: of which auction, and up to which instant. */
export const bagHeading = z.strictObject({
  form: z.literal(evidenceBagForm),
  auctionId: z.string().describe("Auction"),
  before: z.string().describe("Instant before which everything of the auction is in it: that of its signed head"),
});
/** See the schema. */
export type BagHeading = z.output<typeof bagHeading>;

/** What an entry of the ledger moved for an enrolment. */
const bagEntry = z.strictObject({
  kind: z.string().describe("Kind of the entry's cause"),
  reference: z.string().describe("Enrolment"),
  occurredAt: z.string(),
  moved: z.array(z.strictObject({ account: z.string(), instrument: z.string(), available: decimalOut, held: decimalOut })),
});
/** See the schema. */
export type BagEntry = z.output<typeof bagEntry>;

/** What the last line counts; `open` are awards that were neither settled nor in default. */
const bagEnd = z.strictObject({ facts: count, entries: count, records: count, open: count });
/** See the schema. */
export type BagEnd = z.output<typeof bagEnd>;

/** What a line holds, by its one member; a block has its entries beside it. */
const contents = {
  fact: z.strictObject({ fact: factEnvelope.extend({ data: z.looseObject({}) }) }),
  entry: z.strictObject({ entry: bagEntry }),
  manifest: z.strictObject({ manifest: z.string().describe("Sealed book, as the text that was hashed") }),
  result: z.strictObject({ result: z.string().describe("Result, as the text that was hashed") }),
  block: blockLine,
  record: recordLine,
  unsealed: z.strictObject({ unsealed: z.string().describe("Record that was not sealed up to the signed head") }),
  link: z.strictObject({ link: z.strictObject(blockHeader.shape) }),
  head: z.strictObject({ head: z.strictObject(signedHead.shape) }),
  end: z.strictObject({ end: bagEnd }),
} as const;
type Contents = typeof contents;
/** What a line holds. */
export type BagContent = { [Name in keyof Contents]: z.input<Contents[Name]> }[keyof Contents];
const placeOfLine = { n: z.int().min(2).describe("Number of the line"), chain: z.string().describe("Hash over the lines up to this one") };

/** The schemas of lines by the member that names what they hold, each with its place. */
export const bagLines = Object.fromEntries(
  Object.entries(contents).map(([name, schema]) => [name, z.strictObject({ ...placeOfLine, ...schema.shape })]),
) as unknown as { readonly [Name in keyof Contents]: z.ZodType<z.output<Contents[Name]> & BagPlace> };

/** Where the lines are: the number of the last one, and the hash over all up to it. */
export interface BagPlace {
  readonly n: number;
  readonly chain: string;
}

/** The place of the first line. */
export function firstPlace(heading: BagHeading): BagPlace {
  return { n: 1, chain: sha256(canonicalJson(heading)) };
}

/** The hash over the lines up to one with this content, after those with a hash. */
export function chainAfter(chain: string, content: object): string {
  return sha256(`${chain}${canonicalJson(content)}`);
}

/** The text of the next line, and its place. */
export function nextLine({ n, chain }: BagPlace, content: BagContent): { readonly text: string; readonly place: BagPlace } {
  const place = { n: n + 1, chain: chainAfter(chain, content) };
  return { text: canonicalJson({ ...content, ...place }), place };
}
