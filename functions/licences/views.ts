import { plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { permitTerm } from "../../shared/permits/instruments.ts";
import type { LicenceRecord } from "../../shared/permits/licence-records.ts";
import { remedies } from "./imports/compare.ts";
import type { Difference, LicenceImport } from "./rows.ts";

/** A permit in a licence as the API returns it. */
export function recordView({ version: _version, recordedTonnes, declaredTonnes, ...record }: LicenceRecord) {
  const { pollutant } = required(permitTerm(record.instrument), `term of ${record.instrument}`);
  const declared = declaredTonnes && { declaredTonnes: plain(declaredTonnes) };
  return { ...record, pollutant, recordedTonnes: plain(recordedTonnes), ...declared };
}

/** An imported file as the API returns it. */
export function importView({ version: _version, phase: _phase, position: _position, ...row }: LicenceImport) {
  return row;
}

/** A difference as the API returns it. */
export function differenceView({ version: _version, ...row }: Difference) {
  return { ...row, remedy: remedies[row.what] };
}
