import type { NameFiling } from "./rows.ts";

/** A duty to file a new name, as it is read and stated. */
export function nameFilingView({ pledgeId, registrationNumber, bankId, bankName, formerName, name, fileBy }: NameFiling) {
  return { pledgeId, registrationNumber, bankId, bankName, formerName, name, fileBy };
}
