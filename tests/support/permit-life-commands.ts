import type { YearMonth } from "../../shared/kernel/calendar.ts";
import type { Decimal } from "../../shared/kernel/decimal.ts";

/** Terms of a plan, as the bureau drafts it. */
export interface LifePlanTerms {
  readonly renewal: boolean;
  readonly firstMonth: YearMonth;
  readonly years: number;
  readonly instalments: number;
  readonly firstShare: string;
  readonly paymentDays: number;
  readonly paymentMode: "exchange-account" | "tax-certificate";
}
/** A line of it; sites are numbers. */
export interface LifeLineTerms {
  readonly site: number;
  readonly amounts: readonly { readonly pollutant: string; readonly tonnes: Decimal }[];
  /** Of a renewal. */
  readonly outcome?: "confirmed" | "reduced" | "ended";
}

/** What happens to permits; plans, lines and holds are numbered in the order in which they began. */
export type LifeCommand =
  | { readonly kind: "cap"; readonly pollutant: string; readonly year: string; readonly tonnes: string }
  | { readonly kind: "reserve"; readonly pollutant: string; readonly tonnes: string }
  | { readonly kind: "draft"; readonly terms: LifePlanTerms; readonly lines: readonly LifeLineTerms[] }
  | { readonly kind: "publish" | "withdraw"; readonly plan: number }
  | { readonly kind: "decide"; readonly plan: number; readonly approved: boolean }
  | { readonly kind: "receive"; readonly site: number; readonly amount: string }
  | { readonly kind: "pay"; readonly line: number; readonly amount: string }
  | { readonly kind: "book"; readonly line: number; readonly count: number; readonly amount: string }
  | { readonly kind: "reverse"; readonly line: number; readonly certificate: number }
  | IssueCommand
  | { readonly kind: "pledge"; readonly site: number; readonly instrument: string; readonly tonnes: string }
  | { readonly kind: "unpledge"; readonly pledge: number }
  | { readonly kind: "certify"; readonly site: number; readonly instrument: string; readonly tonnes: string; readonly government: boolean }
  | { readonly kind: "store"; readonly certificate: number; readonly tonnes: string }
  | { readonly kind: "take-out"; readonly storage: number; readonly byBureau: boolean }
  | { readonly kind: "buy-back"; readonly storage: number; readonly tonnes: string }
  | { readonly kind: "recover"; readonly site: number; readonly paid: readonly string[] };

/** An auction's permits reach the site that won them. */
interface IssueCommand {
  readonly kind: "issue";
  readonly site: number;
  readonly pollutant: string;
  readonly firstMonth: YearMonth;
  readonly lastMonth: YearMonth;
  readonly tonnes: string;
}
