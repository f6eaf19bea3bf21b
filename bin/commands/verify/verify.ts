import * as z from "zod";
import { expectation } from "../../../shared/kernel/expectations.ts";
import { invalidInput, invalidInputOf } from "../../../shared/kernel/invalid-input.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { Command } from "../command.ts";
import { evidenceBag, evidenceBagHelp } from "./evidence/bag.ts";
import { receiptFile } from "./evidence/receipt.ts";
import { kindOf, kinds } from "./kinds.ts";
import { type Published, publishedCheck, publishedFile } from "./published.ts";
import { headFile, sealedExport, sealedExportHelp } from "./sealed/sealed-export.ts";
import { type Verdict, verdictSchema } from "./verdict.ts";

const all = [...kinds, sealedExportHelp, evidenceBagHelp];
const list = all.map(({ name, what }) => `  ${name}  ${what}`).join("\n");

/** `ecovalue verify`: recomputes what a document of the exchange claims. */
export const verifyCommand: Command = {
  name: "verify",
  summary: "verify a document of the exchange: recompute its hashes, receipts and result",
  help: `The document is recognised by its members. Kinds:
${list}

${all.map(({ help }) => help).join("\n\n")}

Exit code 3: read and not verified. Standard error then says what differs first, the verdict on standard output all of it.

Example
  curl -s "$API/auctions/$AUCTION" > auction.json
  ecovalue verify book.json --published auction.json
  ecovalue verify records.sealed.jsonl --head head.json
  ecovalue verify auction.evidence.jsonl --receipt receipt.json`,
  input: z.union(kinds.map(({ schema }) => schema)),
  output: verdictSchema,
  companions: [publishedFile, headFile, receiptFile],
  streamed: [sealedExport, evidenceBag],
  run(document, published) {
    const kind = kindOf(document);
    if (!kind) return invalidInput([], `nothing that can be verified: ${all.map(({ what }) => what).join("; ")}`);
    const parsed = kind.schema.safeParse(document, { error: expectation });
    if (!parsed.success) return invalidInputOf(parsed.error);
    const judgement = kind.judge(parsed.data);
    const { subject, checks, recomputed } = judgement;
    const judged = [...checks, ...(published === undefined ? [] : [publishedCheck(published as Published, judgement)])];
    const differences = judged.flatMap((check) => check.differences);
    return accept({
      ...{ kind: kind.name, subject, verified: differences.length === 0 },
      checks: judged.map((check) => ({ check: check.check, holds: check.differences.length === 0 })),
      ...{ differences, recomputed },
    });
  },
  verdict(output) {
    const { differences } = output as Verdict;
    const [first] = differences;
    if (!first) return undefined;
    const more = differences.length > 1 ? ` (and ${differences.length - 1} more)` : "";
    return `not verified: ${first.pointer}: ${first.detail}${more}`;
  },
};
