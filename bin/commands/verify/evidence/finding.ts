import { Findings } from "../sealed/finding.ts";

/** What is checked of an evidence bag. */
export const bagChecks = [
  ...["lines", "facts", "book", "notice", "enrolments", "deposits", "settlements", "records", "links", "signature"],
  ...["given head", "receipt"],
] as const;
/** One of them. */
export type BagCheck =
  | "lines"
  | "facts"
  | "book"
  | "notice"
  | "enrolments"
  | "deposits"
  | "settlements"
  | "records"
  | "links"
  | "signature"
  | "given head"
  | "receipt";

/** What was found of a bag. */
export class BagFindings extends Findings<BagCheck> {}

/** Takes a finding in Chinese and English, at a line of the bag, by default the one that is being read. */
export type FoundAt = (check: BagCheck, zh: string, en: string, line?: number) => void;
