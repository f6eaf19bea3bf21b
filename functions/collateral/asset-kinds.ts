import { type Decimal, decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { Bilingual } from "../../shared/kernel/problem.ts";
import { growingWordsOut, words } from "../../shared/kernel/schemas.ts";
import { classOf, type Instrument } from "../../shared/ledger/instrument.ts";
import data from "./asset-kinds.json" with { type: "json" };

const registries = ["exchange", "unified", "real-estate"] as const;
/** Registry whose entry gives priority: this exchange, the unified registry of movables and rights (中登网), or real estate. */
export const registry = words("CollateralRegistry", registries, "Registry whose entry gives priority");
/** One of them. */
export type Registry = (typeof registries)[number];

const exclusions = ["unpaid-fee", "over-emission", "exclusion-list", "major-accident"] as const;
/** Such a rule, in answers. */
export const exclusionRule = growingWordsOut("ExclusionRule", exclusions, "Rule that excludes an asset or its owner from being pledged");
/** Why an asset or its owner is excluded from being pledged. */
export type Exclusion = (typeof exclusions)[number];

/** The rules for pledging one kind of asset. Classes without a row can't be pledged. */
export interface AssetKind extends Bilingual {
  /** Class of the ledger's instruments. */
  readonly class: string;
  /** Registry that gives priority, and where that stands. */
  readonly statutoryRegistry: Registry;
  readonly registrySource: Bilingual;
  /** Largest secured amount for one yuan of value. */
  readonly loanToValue: Decimal;
  readonly longestTermMonths: number;
  /** Whether the secured debt has to end within the term of the right itself. */
  readonly endsWithinRight: boolean;
  readonly exclusions: readonly Exclusion[];
  /** Document of ratio, term and exclusions. */
  readonly source: Bilingual;
}

/** Every kind of asset that can be pledged. */
export const assetKinds: readonly AssetKind[] = data.kinds.map(({ loanToValue, unverified: _unverified, ...kind }) => ({
  ...kind,
  loanToValue: decimal(loanToValue),
  statutoryRegistry: required(
    registries.find((each) => each === kind.statutoryRegistry),
    `registry of ${kind.class}`,
  ),
  exclusions: exclusions.filter((each) => kind.exclusions.includes(each)),
}));

/** The rules for an instrument; undefined where its class can't be pledged. */
export function assetKindOf(instrument: Instrument): AssetKind | undefined {
  const name = classOf(instrument);
  return assetKinds.find((kind) => kind.class === name);
}

/** The registry that gives priority to an instrument. */
export function registryOf(instrument: Instrument): Registry {
  return required(assetKindOf(instrument), `kind of ${instrument}`).statutoryRegistry;
}

/** Partition keys of the ledger's positions that can be pledged, for grants. */
export const pledgeableKeys: readonly string[] = assetKinds.map((kind) => `${kind.class}#*`);
