import type { Decimal } from "../../shared/kernel/decimal.ts";
import type { PermitShortage } from "../../shared/ledger/permit-shortage.ts";

/** Why something about an auction is refused; every code is a row of the problem table. */
export type AuctionsRefusal =
  | { readonly code: "not-found" }
  | { readonly code: "schedule-invalid"; readonly rule: string }
  | { readonly code: "reserve-price-off-tick"; readonly priceTick: Decimal }
  | { readonly code: "term-over"; readonly lastMonth: string }
  | PermitShortage
  | { readonly code: "auction-not-running"; readonly state: string }
  | { readonly code: "enrolment-closed"; readonly enrolsUntil: string }
  | { readonly code: "member-excluded"; readonly exclusions: readonly string[] }
  | { readonly code: "lot-not-for-site"; readonly rule: string; readonly lot: string; readonly site: string }
  | { readonly code: "need-not-for-site"; readonly project: string; readonly pollutant: string }
  | { readonly code: "off-step"; readonly quantity: Decimal; readonly quantityStep: Decimal }
  | { readonly code: "above-lot"; readonly tonnes: Decimal; readonly quantity: Decimal }
  | { readonly code: "need-too-small"; readonly tonnes: Decimal; readonly project: string }
  | { readonly code: "deposit-not-covered"; readonly deposit: Decimal }
  | { readonly code: "already-enrolled"; readonly enrolmentId: string }
  | { readonly code: "auction-not-open"; readonly opensAt: string; readonly closesAt: string; readonly now: string }
  | { readonly code: "not-enrolled" }
  | { readonly code: "too-many-steps"; readonly maximumSteps: number }
  | { readonly code: "off-tick"; readonly price: Decimal; readonly priceTick: Decimal }
  | { readonly code: "below-reserve-price"; readonly price: Decimal; readonly reservePrice: Decimal }
  | { readonly code: "above-enrolled-tonnes"; readonly wanted: Decimal; readonly enrolled: Decimal }
  | { readonly code: "revision-not-allowed"; readonly rule: string }
  | { readonly code: "too-many-quotes"; readonly maximumQuotes: number }
  | { readonly code: "bid-lowered"; readonly price: Decimal }
  | { readonly code: "nothing-due" }
  | { readonly code: "payment-overdue"; readonly payBy: string }
  | { readonly code: "cash-not-covered"; readonly toPay: Decimal }
  | { readonly code: "not-settled"; readonly state: string }
  | { readonly code: "not-ended"; readonly state: string }
  | { readonly code: "book-too-large"; readonly bytes: number };
