import { plain } from "../../../shared/kernel/decimal.ts";
import type { Declaration } from "./store.ts";

/** A version of a declaration as the API returns it. */
export function declarationView({ number, version: _version, workedOnBy: _workedOnBy, tonnes, aboveLimitTonnes, ...row }: Declaration) {
  return { ...row, version: number, tonnes: plain(tonnes), aboveLimitTonnes: plain(aboveLimitTonnes) };
}

/** What a fact states of a declaration. */
export function declarationStated(row: Declaration) {
  const {
    state: _state,
    decision: _decision,
    documentNumber: _number,
    changedAt: _changedAt,
    evidence: _evidence,
    ...stated
  } = declarationView(row);
  return stated;
}
