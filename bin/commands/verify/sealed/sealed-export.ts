import { expectation } from "../../../../shared/kernel/expectations.ts";
import { invalidInputOf } from "../../../../shared/kernel/invalid-input.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import { sealedExportForm } from "../../../../shared/records/sealed-export.ts";
import { headHashOf, type SignedHead, signedHead } from "../../../../shared/records/signed-head.ts";
import type { Companion, StreamedDocument, WrongFile } from "../../command.ts";
import { readDocument } from "../../document.ts";
import type { Verdict } from "../verdict.ts";
import { sealedChecks } from "./finding.ts";
import { headingIn, SealedJudge } from "./judge.ts";

/** A head from elsewhere, which the chain of a sealed export has to contain. */
export const headFile: Companion = {
  option: "head",
  summary: "a signed head of the records from elsewhere, which a sealed export has to contain: the answer of GET /records/heads/{day}",
  read: readHead,
  apart: true,
  streamedOnly: true,
};

function readHead(bytes: Uint8Array): Outcome<SignedHead, WrongFile> {
  const document = readDocument(bytes);
  if (!document.ok) return refuse({ code: "wrong-file", errors: [document.refusal.detail] });
  const parsed = signedHead.safeParse(document.value, { error: expectation });
  if (parsed.success) return accept(parsed.data);
  const { pointer, detail } = invalidInputOf(parsed.error).refusal;
  return refuse({ code: "wrong-file", errors: [`${pointer}: ${detail}`] });
}

const name = "sealed-export";

/** What it is, for `--help`. */
export const sealedExportHelp = {
  name,
  what: "a sealed export of trade records, JSON lines, format=sealed",
  help: `Of a sealed export are checked, line by line and with little memory: that every block links to the one before and leads to the signed head,
that every record is the one that was sealed, that none of the area and the range is missing, and the signature. It names the first record
that was altered, dropped, inserted or moved. Who has changed everything could sign it with a key of his own: compare "fingerprint" with the
published one, or give a head that you have from elsewhere: --head.`,
} as const;

/** A sealed export, verified as a stream. */
export const sealedExport: StreamedDocument = {
  takes: [headFile.option],
  recognises: (line) => line.includes(`"${sealedExportForm}"`),
  async run(first, rest, { head }) {
    const heading = headingIn(first);
    if (!heading.ok) return heading;
    const judge = new SealedJudge(heading.value, head as SignedHead | undefined);
    for await (const line of rest) {
      const taken = judge.take(line);
      if (!taken.ok) return taken;
    }
    judge.end();
    return accept(verdictOf(judge, head !== undefined));
  },
};

function verdictOf(judge: SealedJudge, withGiven: boolean): Verdict {
  const { heading, findings, head, blocks, records } = judge;
  const { area, from, before, complete } = heading;
  const told = findings.inOrder();
  const more = findings.count - told.length;
  return {
    kind: name,
    subject: `${area} ${from} ${before}`,
    verified: findings.count === 0,
    checks: sealedChecks
      .filter((check) => withGiven || check !== "given head")
      .map((check) => ({ check, holds: !told.some((finding) => finding.check === check) })),
    differences: [
      ...told.map(({ line, says }) => ({ pointer: `/line ${line}`, detail: `${says.en} · ${says.zh}` })),
      ...(more > 0 ? [{ pointer: "", detail: `${more} more` }] : []),
    ],
    recomputed: {
      ...{ blocks: String(blocks), records: String(records), complete: complete ? "yes" : "no" },
      ...(head && { head: headHashOf(head), headDay: head.day, block: String(head.n), hash: head.hash, fingerprint: head.fingerprint }),
    },
  };
}
