import type { Decimal } from "../../shared/kernel/decimal.ts";

/** Why a booking is refused; every code is a row of the problem table, `not-found` one of the common table. */
export type CashRefusal =
  | { readonly code: "not-found" }
  | { readonly code: "duplicate-bank-line"; readonly bankReference: string; readonly bookingId: string }
  | { readonly code: "cash-not-available"; readonly amount: Decimal }
  | { readonly code: "not-a-cash-member"; readonly type: string; readonly standing: string };
