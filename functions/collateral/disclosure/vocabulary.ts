import { growingWords, growingWordsOut, words } from "../../../shared/kernel/schemas.ts";
import { assetKinds } from "../asset-kinds.ts";

/** What a consent lets a bank read. */
export const disclosedKinds = ["balances", "pledgeability", "values"] as const;
/** One of them. */
export type DisclosedKind = (typeof disclosedKinds)[number];
/** What of a firm may be read: of what a consent covers, or registrations, which a search of the register finds. */
export type ReadKind = DisclosedKind | "registrations";
const kindWords = [
  "DisclosedKind",
  disclosedKinds,
  "What may be read. balances: what is held, paid, certified, free, pledged and frozen; pledgeability: whether a rule excludes it; values: by published prices, and what may be lent on it",
] as const;
/** A kind of what is disclosed. */
export const disclosedKind = words(...kindWords);
/** Such kinds in answers and facts, and what a search of the register discloses without a consent: more may join. */
export const disclosedKindOut = growingWordsOut("DisclosedKindOut", [...disclosedKinds, "registrations"], "What may be read");

const classWords = ["PledgeableClass", assetKinds.map((kind) => kind.class), "Class of what can be pledged"] as const;
/** A class of instruments that can be pledged, as input. */
export const pledgeableClass = growingWords(...classWords);
/** Such a class, in answers and facts. */
export const pledgeableClassOut = growingWordsOut(...classWords);
