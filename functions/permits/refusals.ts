import type { Decimal } from "../../shared/kernel/decimal.ts";

/** Why something about permits is refused; every code is a row of the problem table, `not-found` one of the common table. */
export type PermitsRefusal =
  | { readonly code: "outside-your-area"; readonly area: string; readonly poolArea: string }
  | { readonly code: "pollutant-not-in-pool"; readonly pollutant: string; readonly pool: string }
  | { readonly code: "not-found" }
  | { readonly code: "holder-not-admitted"; readonly partyId: string; readonly standing: string }
  | { readonly code: "need-not-whole-kilograms"; readonly tonnes: Decimal; readonly offsetRatio: Decimal; readonly tonnesToBuy: Decimal }
  | { readonly code: "letter-date-in-future"; readonly letterDate: string; readonly today: string }
  | { readonly code: "need-exists"; readonly pollutant: string; readonly project: string }
  | { readonly code: "need-in-use"; readonly pollutant: string; readonly project: string }
  | { readonly code: "need-already-withdrawn"; readonly pollutant: string; readonly project: string; readonly reason: string };
