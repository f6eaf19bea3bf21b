import * as z from "zod";
import { expectation } from "../../../shared/kernel/expectations.ts";
import { invalidInput, invalidInputOf } from "../../../shared/kernel/invalid-input.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { Command } from "../command.ts";
import { kindOf, kinds } from "./kinds.ts";
import { type Published, publishedCheck, publishedFile } from "./published.ts";

const verdictSchema = z.strictObject({
  kind: z.string().describe("What the document was recognised as"),
  subject: z.string().describe("Id of what it is about; `unknown` where that can't be read"),
  verified: z.boolean().describe("Whether every check holds"),
  checks: z.array(z.strictObject({ check: z.string(), holds: z.boolean() })).describe("What was recomputed"),
  differences: z
    .array(
      z.strictObject({
        pointer: z.string().describe("JSON pointer into the document, which goes on inside texts that hold JSON"),
        detail: z.string(),
      }),
    )
    .describe("All that is not as recomputed, what says best what was altered first"),
  recomputed: z.record(z.string(), z.string()).describe("Hashes that follow from the document, to compare with what was published"),
});

const list = kinds.map(({ name, what }) => `  ${name}  ${what}`).join("\n");

/** `ecovalue verify`: recomputes what a document of the exchange claims. */
export const verifyCommand: Command = {
  name: "verify",
  summary: "verify a document of the exchange: recompute its hashes, receipts and result",
  help: `The document is recognised by its members. Kinds:
${list}

${kinds.map(({ help }) => help).join("\n\n")}

Exit code 3: read and not verified. Standard error then says what differs first, the verdict on standard output all of it.

Example
  curl -s "$API/auctions/$AUCTION" > auction.json
  ecovalue verify book.json --published auction.json`,
  input: z.union(kinds.map(({ schema }) => schema)),
  output: verdictSchema,
  companions: [publishedFile],
  run(document, published) {
    const kind = kindOf(document);
    if (!kind) return invalidInput([], `nothing that can be verified: ${kinds.map(({ what }) => what).join("; ")}`);
    const parsed = kind.schema.safeParse(document, { error: expectation });
    if (!parsed.success) return invalidInputOf(parsed.error);
    const judgement = kind.judge(parsed.data);
    const { subject, checks, recomputed } = judgement;
    const all = [...checks, ...(published === undefined ? [] : [publishedCheck(published as Published, judgement)])];
    const differences = all.flatMap((check) => check.differences);
    return accept({
      ...{ kind: kind.name, subject, verified: differences.length === 0 },
      checks: all.map((check) => ({ check: check.check, holds: check.differences.length === 0 })),
      ...{ differences, recomputed },
    });
  },
  verdict(output) {
    const { differences } = output as z.output<typeof verdictSchema>;
    const [first] = differences;
    if (!first) return undefined;
    const more = differences.length > 1 ? ` (and ${differences.length - 1} more)` : "";
    return `not verified: ${first.pointer}: ${first.detail}${more}`;
  },
};
