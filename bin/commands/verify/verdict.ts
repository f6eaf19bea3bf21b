import * as z from "zod";

/** What was found out about a document, as it is written. */
export const verdictSchema = z.strictObject({
  kind: z.string().describe("What the document was recognised as"),
  subject: z.string().describe("Id of what it is about; `unknown` where that can't be read"),
  verified: z.boolean().describe("Whether every check holds"),
  checks: z.array(z.strictObject({ check: z.string(), holds: z.boolean() })).describe("What was recomputed"),
  differences: z
    .array(
      z.strictObject({
        pointer: z
          .string()
          .describe("JSON pointer into the document, which goes on inside texts that hold JSON; its line in a document of lines"),
        detail: z.string(),
      }),
    )
    .describe("All that is not as recomputed, what says best what was altered first"),
  recomputed: z.record(z.string(), z.string()).describe("Hashes that follow from the document, to compare with what was published"),
});
/** See the schema. */
export type Verdict = z.output<typeof verdictSchema>;
