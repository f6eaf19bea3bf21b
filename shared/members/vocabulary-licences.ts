import { growingWords, growingWordsOut, words } from "../kernel/schemas.ts";
import data from "./licence-rules.json" with { type: "json" };

const changeWords = [
  "LicenceChangeKind",
  data.changes.kinds.map(({ kind }) => kind),
  "What changes about the unit or its discharge",
] as const;
/** A kind of change of a discharge licence, as input. */
export const licenceChangeKind = growingWords(...changeWords);
/** Such a kind, in answers and facts. */
export const licenceChangeKindOut = growingWordsOut(...changeWords);

/** Where an application to renew a discharge licence stands, for readers. */
export const renewalState = words(
  "LicenceRenewalState",
  ["applied", "granted", "refused"],
  "Where the application to renew the licence stands",
);
