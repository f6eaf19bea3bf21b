import type { Words } from "../../shared/kernel/problem.ts";
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
/** How people read them: an adverbial of “is paid”. */
export const paymentModeNames: Words<(typeof paymentModes)[number]> = {
  "exchange-account": { zh: "由企业以交易账户资金缴纳", en: "out of the unit's cash at the exchange" },
  "tax-certificate": {
    zh: "由企业向税务机关申报缴纳，主管部门凭完税证明登记",
    en: "to the tax office, whose certificate the bureau books",
  },
};
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
/** How people read them. */
export const renewalOutcomeNames: Words<(typeof renewalOutcomes)[number]> = {
  confirmed: { zh: "维持", en: "confirmed" },
  reduced: { zh: "核减", en: "reduced" },
  ended: { zh: "终止", en: "ended" },
};
/** Such an outcome. */
export const renewalOutcome = words(
  "RenewalOutcome",
  renewalOutcomes,
  "confirmed: as much as the ending permits; reduced: less; ended: nothing, the permits end with their term",
);

/** Why an allocation is returned to the cap before it is delivered. */
export const returnCauses = ["unpaid", "recovered"] as const;
/** How people read them. */
export const returnCauseNames: Words<(typeof returnCauses)[number]> = {
  unpaid: { zh: "首期使用费逾期未缴", en: "the first payment was missing at its day" },
  recovered: { zh: "场所的排污权已被收回", en: "the permits of the site were recovered" },
};
/** Such a cause, in facts. */
export const returnCauseOut = growingWordsOut(
  "ReturnCause",
  returnCauses,
  "unpaid: the first payment was missing at its day; recovered: the bureau recovered the permits of the site",
);

/** What the next step of an allocation waits for: its instant, or also the closing of the bank day that ends then. */
export const stepKinds = ["clock", "bank-day"] as const;
