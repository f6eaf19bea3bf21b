import { randomUUID } from "node:crypto";

/** Hash of a document in tests. */
export const documentSha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/** What the draft of a pledge says of its contract, concluded and appraised on a day, beside whose pledge it is and on what. */
export function pledgeTerms(day: string, given: { readonly until: string; readonly amountCny: string; readonly appraisedCny: string }) {
  return {
    ...{ amountKind: "principal", currency: "CNY", contractNumber: `C-${randomUUID().slice(0, 8)}`, contractDate: day },
    ...{ contractSha256: documentSha256, consentSha256: documentSha256, from: day, appraisedOn: day },
    ...given,
  };
}

/** What the unified registry shows of a pledge with a term until 2030; its number is a fresh one. */
export function shownByRegistry(shown: {
  readonly at: string;
  readonly amountCny: string;
  readonly bankCreditCode: string;
  readonly pledgorCreditCode: string;
  readonly pledgorName: string;
}) {
  return { number: randomUUID(), until: "2030-12-31", proofSha256: documentSha256, ...shown };
}
