import { expectation } from "../../../../shared/kernel/expectations.ts";
import { invalidInputOf } from "../../../../shared/kernel/invalid-input.ts";
import { accept } from "../../../../shared/kernel/outcome.ts";
import { bagHeading, evidenceBagForm } from "../../../../shared/records/evidence-bag.ts";
import type { StreamedDocument } from "../../command.ts";
import { readDocument } from "../../document.ts";
import { headFile } from "../sealed/sealed-export.ts";
import type { Verdict } from "../verdict.ts";
import { bagChecks } from "./finding.ts";
import { type BagBeside, BagJudge } from "./judge.ts";
import { receiptFile } from "./receipt.ts";

const name = "evidence-bag";

/** What it is, for `--help`. */
export const evidenceBagHelp = {
  name,
  what: "the evidence bag of an auction, JSON lines, POST /records/auctions/{auctionId}/evidence",
  help: `Of an evidence bag are checked: that no line was altered, dropped, inserted or moved; the sealed book (hashes, receipts, result), and that the
notice committed to its seed and its reserve price; that the book has every enrolment that stood; that deposits were held and ended as the facts
say; that every award of the result is settled or in default with its amounts ("open" counts those that are still to be paid); and the seals of
its trade records up to the signed head. With --receipt, it says whether a bidder's bid was in the cleared book, and at which places. Who has
changed everything could sign it with a key of his own: compare "fingerprint" and "head" with what is published, or give a head: --head.`,
} as const;

/** An evidence bag, verified as a stream. */
export const evidenceBag: StreamedDocument = {
  takes: [headFile.option, receiptFile.option],
  recognises: (line) => line.includes(`"${evidenceBagForm}"`),
  async run(first, rest, beside) {
    const document = readDocument(first);
    if (!document.ok) return document;
    const heading = bagHeading.safeParse(document.value, { error: expectation });
    if (!heading.success) return invalidInputOf(heading.error);
    const judge = new BagJudge(heading.data, beside as BagBeside);
    for await (const line of rest) {
      const taken = judge.take(line);
      if (!taken.ok) return taken;
    }
    judge.finish();
    return accept(verdictOf(judge, beside as BagBeside));
  },
};

function verdictOf({ heading, findings, chain: { head }, counts, told, receipt }: BagJudge, beside: BagBeside): Verdict {
  // What was done to the lines says best what was altered: everything else follows from it.
  const [ofLines, others] = [
    findings.inOrder().filter(({ check }) => check === "lines"),
    findings.inOrder().filter(({ check }) => check !== "lines"),
  ];
  const shown = [...ofLines, ...others];
  const more = findings.count - shown.length;
  const asked = { "given head": beside.head !== undefined, receipt: beside.receipt !== undefined } as Readonly<Record<string, boolean>>;
  return {
    ...{ kind: name, subject: heading.auctionId, verified: findings.count === 0 },
    checks: bagChecks
      .filter((check) => asked[check] !== false)
      .map((check) => ({ check, holds: !shown.some((finding) => finding.check === check) })),
    differences: [
      ...shown.map(({ line, says }) => ({ pointer: `/line ${line}`, detail: `${says.en} · ${says.zh}` })),
      ...(more > 0 ? [{ pointer: "", detail: `${more} more` }] : []),
    ],
    recomputed: {
      ...{ before: heading.before, facts: String(counts.facts), records: String(counts.records), open: String(counts.open) },
      ...{ enrolments: String(told.enrolments.size), objections: String(told.objections.size) },
      ...(told.end?.manifestHash !== undefined && { manifestHash: told.end.manifestHash }),
      ...(told.end?.resultHash !== undefined && { resultHash: told.end.resultHash }),
      ...(head && { headDay: head.day, block: String(head.n), hash: head.hash, fingerprint: head.fingerprint }),
      ...(receipt?.isIn && { receipt: `in the cleared book: bid ${receipt.place}` }),
    },
  };
}
