import type { Bilingual } from "../../../../shared/kernel/problem.ts";

/** What was checked of a sealed export. */
export const sealedChecks = ["links", "records", "completeness", "signature", "given head"] as const;
/** One of them. */
type SealedCheck = (typeof sealedChecks)[number];

/** Something that is not as it was sealed: in which line, what, and what it says about which check. */
export interface Finding<Check extends string = SealedCheck> {
  readonly line: number;
  readonly check: Check;
  readonly says: Bilingual;
}

/** Findings that are told; of more there is the number. */
const toldAtMost = 100;

/** What was found, in the order of lines; the first hundred are kept. */
export class Findings<Check extends string = SealedCheck> {
  readonly told: Finding<Check>[] = [];
  count = 0;

  /** Adds a finding. */
  add(line: number, check: Check, zh: string, en: string): void {
    this.count += 1;
    if (this.told.length < toldAtMost) this.told.push({ line, check, says: { zh, en } });
  }

  /** The findings told, those of the earliest line first. */
  inOrder(): readonly Finding<Check>[] {
    return this.told.toSorted((one, other) => one.line - other.line);
  }
}
