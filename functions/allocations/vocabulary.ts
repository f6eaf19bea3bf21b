import { growingWords, growingWordsOut, words } from "../../shared/kernel/schemas.ts";

/** Kinds of plans: amounts that existing dischargers get for the first time, or again when a term ends. */
export const planKinds = ["initial", "renewal"] as const;
/** Such a kind. */
export const planKind = words(
  "PlanKind",
  planKinds,
  "initial: first allocation to existing dischargers; renewal: again, for the next term",
);

/** Ways in which a use fee is paid. */
export const paymentModes = ["exchange-account", "tax-certificate"] as const;
const paymentModeWords = [
  "PaymentMode",
  paymentModes,
  "exchange-account: from cash at the exchange, delivery versus payment; tax-certificate: declared to the tax office, which certifies it",
] as const;
/** Such a way, as input. */
export const paymentMode = growingWords(...paymentModeWords);
/** The way in answers and facts. */
export const paymentModeOut = growingWordsOut(...paymentModeWords);

/** What makes a site an existing discharger. */
export const basisKinds = ["operating", "eia-approved", "permit"] as const;
const basisKindWords = [
  "BasisKind",
  basisKinds,
  "operating: discharges since a day; eia-approved: its environmental impact assessment was approved on a day; permit: holds a permit that is renewed",
] as const;
/** Such a kind, as input. */
export const basisKind = growingWords(...basisKindWords);
/** The kind in answers and facts. */
export const basisKindOut = growingWordsOut(...basisKindWords);

/** What the re-verification at the end of a term found. */
export const renewalOutcomes = ["confirmed", "reduced", "ended"] as const;
/** Such an outcome. */
export const renewalOutcome = words(
  "RenewalOutcome",
  renewalOutcomes,
  "confirmed: as much as the ending permits; reduced: less; ended: nothing, the permits end with their term",
);

/** What the next step of an allocation waits for: its instant, or also the closing of the bank day that ends then. */
export const stepKinds = ["clock", "bank-day"] as const;
