import * as z from "zod";
import { expectation } from "../../../shared/kernel/expectations.ts";
import { inputErrorsOf } from "../../../shared/kernel/input-errors.ts";
import { jsonPointer } from "../../../shared/kernel/invalid-input.ts";
import { messageIn } from "../../../shared/kernel/message.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { sha256Hex } from "../../../shared/kernel/schemas.ts";
import type { Companion, WrongFile } from "../command.ts";
import { readDocument } from "../document.ts";
import { type Check, differing, type Judgement } from "./judgement.ts";

const notYet = "missing: it is published once the auction has ended";
/**
 * What the exchange has published of an auction: its own answer or its bulletin. Before the close it has no hash of the book, and nothing of
 * it would be compared; the result's is withheld after a sale that failed at a confidential reserve price, and follows from the book.
 */
const publishedSchema = z
  .object({
    auctionId: z.string(),
    outcome: z.string().optional(),
    manifestHash: sha256Hex,
    resultHash: sha256Hex.optional(),
    seedHash: sha256Hex.optional(),
    reservePriceHash: sha256Hex.optional(),
  })
  .refine(({ outcome, resultHash }) => resultHash !== undefined || (outcome !== undefined && outcome !== "cleared"), {
    path: ["resultHash"],
    error: notYet,
  });
/** See the schema. */
export type Published = z.output<typeof publishedSchema>;

/** What was published, in a file beside the document. */
export const publishedFile: Companion = {
  option: "published",
  summary: "what the exchange has published of it, to compare with: the answer of GET /auctions/{auctionId} or …/bulletin",
  read: readPublished,
  apart: true,
};

function readPublished(bytes: Uint8Array): Outcome<unknown, WrongFile> {
  const document = readDocument(bytes);
  if (!document.ok) return refuse({ code: "wrong-file", errors: [document.refusal.detail] });
  if (typeof document.value !== "object" || document.value === null || Array.isArray(document.value))
    return refuse({ code: "wrong-file", errors: ["not a JSON object"] });
  // An answer from before the close is a likely mistake, and deserves to be told by its reason.
  if (!("manifestHash" in document.value)) return refuse({ code: "wrong-file", errors: [`/manifestHash: ${notYet}`] });
  const parsed = publishedSchema.safeParse(document.value, { error: expectation });
  if (parsed.success) return accept(parsed.data);
  const errors = [...inputErrorsOf(parsed.error.issues)].map(({ path, detail }) => `${jsonPointer(path)}: ${messageIn(detail, "en")}`);
  return refuse({ code: "wrong-file", errors });
}

/** What was published is of the same thing, and what follows from the document. */
export function publishedCheck({ outcome: _outcome, ...published }: Published, { subject, recomputed }: Judgement): Check {
  const found: Readonly<Record<string, string>> = { auctionId: subject, ...recomputed };
  const differences = Object.entries(published).flatMap(([name, value]) => differing(`/published/${name}`, value, found[name]));
  return { check: "what was published", differences };
}
