import * as z from "zod";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Companion, WrongFile } from "../command.ts";
import { readDocument } from "../document.ts";
import { type Check, differing } from "./judgement.ts";

/** What the exchange has published, as far as it can be compared: of an auction or its bulletin. */
export const publishedSchema = z
  .object({
    manifestHash: z.string(),
    resultHash: z.string(),
    seedHash: z.string(),
    reservePriceHash: z.string(),
  })
  .partial()
  .describe("What was published of the same thing");

/** What was published, in a file beside the document. */
export const publishedFile: Companion = {
  option: "published",
  summary: "what the exchange has published of it, to compare with: the answer of GET /auctions/{auctionId} or …/bulletin",
  read: readPublished,
};

function readPublished(bytes: Uint8Array): Outcome<unknown, WrongFile> {
  const document = readDocument(bytes);
  if (!document.ok) return refuse({ code: "wrong-file", errors: [document.refusal.detail] });
  const parsed = publishedSchema.safeParse(document.value);
  if (parsed.success && Object.keys(parsed.data).length > 0) return accept(parsed.data);
  return refuse({ code: "wrong-file", errors: [`has none of ${Object.keys(publishedSchema.shape).join(", ")}`] });
}

/** What was published is what follows from the document. */
export function publishedCheck(published: z.output<typeof publishedSchema>, recomputed: Readonly<Record<string, string>>): Check {
  const differences = Object.entries(published).flatMap(([name, value]) => differing(`/published/${name}`, value, recomputed[name]));
  return { check: "what was published", differences };
}
