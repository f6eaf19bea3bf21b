import type { Bilingual } from "../../../../shared/kernel/problem.ts";

/** What was checked of a sealed export. */
export const sealedChecks = ["links", "records", "completeness", "signature", "given head"] as const;
/** One of them. */
export type SealedCheck = (typeof sealedChecks)[number];

/** Something that is not as it was sealed: in which line, what, and what it says about which check. */
export interface Finding {
  readonly line: number;
  readonly check: SealedCheck;
  readonly says: Bilingual;
}

/** Findings that are told; of more there is the number. */
const toldAtMost = 100;

/** What was found, in the order of lines; the first hundred are kept. */
export class Findings {
  readonly told: Finding[] = [];
  count = 0;

  /** Adds a finding. */
  add(line: number, check: SealedCheck, zh: string, en: string): void {
    this.count += 1;
    if (this.told.length < toldAtMost) this.told.push({ line, check, says: { zh, en } });
  }

  /** The findings told, those of the earliest line first. */
  inOrder(): readonly Finding[] {
    return this.told.toSorted((one, other) => one.line - other.line);
  }
}
