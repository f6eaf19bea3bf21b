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
