import { dayOf, plusDays, plusMonths } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, decimal, floorToFen, roundToFen, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { message } from "../../../shared/kernel/message.ts";
import type { Bilingual, RefusalOf } from "../../../shared/kernel/problem.ts";
import { expiryOf, isExpired, scaleOf } from "../../../shared/ledger/instrument.ts";
import { type AssetKind, assetKindOf } from "../asset-kinds.ts";
import { hasRoom, mostEntries, mostSlices } from "../register/limits.ts";
import { ranked } from "../register/ranks.ts";
import { freezeInForce } from "../register/register.ts";
import type { EnforcementMark, PositionName, Slice } from "../register/rows.ts";
import data from "./pledge-rules.json" with { type: "json" };
import type { OpenPosition } from "./position.ts";
import type { pledgesProblems } from "./problems.ts";
import type { PledgedPart } from "./rows.ts";
import { pledgeSource } from "./rules.ts";

/** Why something can't be pledged. */
export type PledgingRefusal = RefusalOf<typeof pledgesProblems>;

/** One part of a pledge, with what the rules look at. */
export interface PledgingCase {
  readonly part: Pick<PledgedPart, "account" | "instrument" | "sliceId"> & { readonly quantity: Decimal };
  readonly open: OpenPosition;
  readonly from: string;
  readonly until: string;
  readonly acceptedSeniors: readonly string[];
  readonly at: Instant;
}

/** What rules look at that are about what is asked for alone. */
export type AskedCase = Omit<PledgingCase, "open" | "acceptedSeniors">;

/** A rule of pledging a part: what it asks, where that is written, and why a case breaks it. */
export interface PledgingRule<Case = PledgingCase> {
  readonly id: string;
  readonly text: Bilingual;
  readonly source: (kind: AssetKind | undefined) => Bilingual;
  readonly check: (each: Case, kind: AssetKind) => PledgingRefusal | undefined;
}

const sourceIn = (rule: keyof typeof data) => () => data[rule].source;
const ofKind = (kind: AssetKind | undefined): Bilingual => kind?.source ?? data.pledgeable.source;
function sourceText(kind: AssetKind): string {
  return message(kind.source.zh, kind.source.en);
}
function sliceOf({ part, open }: PledgingCase): Slice | undefined {
  return open.register.slices.find(({ sliceId }) => sliceId === part.sliceId);
}

/** Why a quantity can't be held of an instrument: the ledger has no smaller parts of it. */
export function finerThanUnit(instrument: string, quantity: Decimal) {
  const places = scaleOf(instrument);
  return quantity.decimalPlaces() > places ? ({ code: "finer-than-unit", instrument, quantity, places } as const) : undefined;
}

/** What the rules about the term of the debt look at. */
export type TermCase = Pick<PledgingCase, "from" | "until" | "at"> & { readonly part: Pick<PledgedPart, "instrument"> };

/** The rules about the term of the debt, which an extension has to keep again. */
const termRules = [
  {
    id: "term-forward",
    text: { zh: "债务期限起止有序且未过期", en: "The debt ends after it begins, and not before today" },
    source: sourceIn("contract"),
    check: ({ from, until, at }: TermCase): PledgingRefusal | undefined =>
      from > until || until < dayOf(at) ? { code: "term-reversed", from, until, source: pledgeSource("contract") } : undefined,
  },
  {
    id: "term-within-right",
    text: { zh: "债务期限不超过权利有效期", en: "The debt ends within the term of the right" },
    source: ofKind,
    check({ part: { instrument }, until }: TermCase, kind: AssetKind): PledgingRefusal | undefined {
      const expiry = expiryOf(instrument);
      if (!kind.endsWithinRight || expiry === undefined) return undefined;
      const lastDay = plusDays(dayOf(expiry), -1);
      return until > lastDay ? { code: "term-beyond-right", until, lastDay, instrument, source: sourceText(kind) } : undefined;
    },
  },
  {
    id: "term-not-too-long",
    text: { zh: "债务期限不超过该类资产的最长期限", en: "The debt is not longer than the longest term for the kind of asset" },
    source: ofKind,
    check({ from, until }: TermCase, kind: AssetKind): PledgingRefusal | undefined {
      const lastDay = plusDays(plusMonths(from, kind.longestTermMonths), -1);
      return until > lastDay
        ? { code: "term-too-long", until, lastDay, months: kind.longestTermMonths, source: sourceText(kind) }
        : undefined;
    },
  },
] as const;

/** The refusal of the first rule about its term that a part breaks; undefined if it keeps all. */
export function brokenTermRule(each: TermCase): PledgingRefusal | undefined {
  return firstBroken(termRules, each, required(assetKindOf(each.part.instrument), `kind of ${each.part.instrument}`));
}

/**
 * Rules about what is asked for alone. They refuse before anything of the firm is looked at: were one of them asked after, its refusal would tell
 * that the firm has what is asked for.
 */
export const askedRules: readonly PledgingRule<AskedCase>[] = [
  {
    id: "position-valid",
    text: { zh: "权利须在有效期内", en: "The right has not expired" },
    source: ofKind,
    check: ({ part: { account, instrument }, at }, kind) =>
      isExpired(instrument, at) ? { code: "position-expired", account, instrument, source: sourceText(kind) } : undefined,
  },
  {
    id: "whole-units",
    text: { zh: "数量不细于该品种的计量单位", en: "The quantity is no finer than the unit of the instrument" },
    source: sourceIn("free"),
    check: ({ part: { instrument, quantity } }) => finerThanUnit(instrument, quantity),
  },
  ...termRules,
];

/** Rules about what the firm has and what lies on it: whoever breaks one of them is told of it. */
export const firmRules: readonly PledgingRule[] = [
  {
    id: "slice-known",
    text: { zh: "所加入的份额须存在且数量足够", en: "The slice that is joined exists and is large enough" },
    source: sourceIn("free"),
    check(each) {
      const { account, instrument, sliceId, quantity } = each.part;
      if (sliceId === undefined) return undefined;
      const slice = sliceOf(each);
      if (!slice) return { code: "slice-unknown", account, instrument, sliceId };
      return quantity.gt(slice.quantity) ? exceedsFree(each, decimal(slice.quantity)) : undefined;
    },
  },
  {
    id: "not-frozen",
    text: { zh: "所加入的份额未被冻结", en: "The slice that is joined is not frozen" },
    source: sourceIn("freeze"),
    check(each) {
      const slice = sliceOf(each);
      const freeze = slice && freezeInForce(slice);
      const { account, instrument } = each.part;
      return (
        freeze && { code: "frozen", account, instrument, sliceId: slice.sliceId, freezeId: freeze.freezeId, source: pledgeSource("freeze") }
      );
    },
  },
  {
    id: "not-enforced",
    text: { zh: "所加入的份额不在实现质权", en: "The slice that is joined is not being enforced" },
    source: sourceIn("enforced"),
    check(each) {
      const slice = sliceOf(each);
      const { account, instrument } = each.part;
      return slice?.enforcement && beingEnforced({ account, instrument }, slice.sliceId, slice.enforcement);
    },
  },
  {
    id: "seniors-accepted",
    text: { zh: "在先登记均已知悉并接受", en: "Earlier registrations are known and accepted" },
    source: sourceIn("seniors"),
    check(each) {
      const slice = sliceOf(each);
      if (!slice) return undefined;
      const undisclosed = ranked(slice, "exchange")
        .map(({ registered }) => registered.number)
        .filter((number) => !each.acceptedSeniors.includes(number));
      return undisclosed.length > 0
        ? { code: "senior-undisclosed", sliceId: slice.sliceId, undisclosed, source: pledgeSource("seniors") }
        : undefined;
    },
  },
  {
    id: "quantity-free",
    text: { zh: "数量不超过可用数量", en: "The quantity is free" },
    source: sourceIn("free"),
    check(each) {
      const { sliceId, quantity } = each.part;
      return sliceId === undefined && quantity.gt(each.open.position.available)
        ? exceedsFree(each, each.open.position.available)
        : undefined;
    },
  },
  {
    id: "register-has-room",
    text: { zh: "登记簿份额和份额内质押未满", en: "The register has room for another slice, and the slice for another pledge" },
    source: sourceIn("free"),
    check(each) {
      const { account, instrument, sliceId } = each.part;
      if (!hasRoom(each.open.register.slices, sliceId)) return { code: "register-full", account, instrument, most: mostSlices };
      const slice = sliceOf(each);
      return slice && slice.entries.length >= mostEntries ? { code: "register-full", account, instrument, most: mostEntries } : undefined;
    },
  },
];

/** The refusals of all rules about what is asked for that a part breaks, in their order; none if it keeps all. */
export function brokenAskedRules(each: AskedCase): PledgingRefusal[] {
  const { account, instrument } = each.part;
  const kind = assetKindOf(instrument);
  if (!kind) return [{ code: "not-pledgeable", account, instrument, source: pledgeSource("pledgeable") }];
  return askedRules.flatMap((rule) => rule.check(each, kind) ?? []);
}

/** The refusal of the first rule about what the firm has that a part breaks, which keeps those about what is asked for; undefined if it keeps all. */
export function brokenFirmRule(each: PledgingCase): PledgingRefusal | undefined {
  return firstBroken(firmRules, each, required(assetKindOf(each.part.instrument), `kind of ${each.part.instrument}`));
}

function firstBroken<Case>(rules: readonly PledgingRule<Case>[], each: Case, kind: AssetKind): PledgingRefusal | undefined {
  for (const rule of rules) {
    const refusal = rule.check(each, kind);
    if (refusal) return refusal;
  }
  return undefined;
}

/** The most that can be secured by things of an appraised value: by the lowest ratio among their kinds, to the fen, down. */
export function largestSecured(
  appraised: Decimal,
  kinds: readonly AssetKind[],
): { readonly loanToValue: Decimal; readonly largest: Decimal } {
  const loanToValue = kinds.reduce((least, kind) => (kind.loanToValue.lt(least) ? kind.loanToValue : least), decimal("1"));
  return { loanToValue, largest: floorToFen(appraised.mul(loanToValue)) };
}

/** The refusal where an amount is above what its collateral may secure. */
export function aboveLoanToValue(amountCny: Decimal, appraised: Decimal, kinds: readonly AssetKind[]): PledgingRefusal | undefined {
  const { loanToValue, largest } = largestSecured(appraised, kinds);
  const [strictest] = kinds.filter((kind) => kind.loanToValue.eq(loanToValue));
  return strictest && amountCny.gt(largest)
    ? { code: "ltv-exceeded", amountCny: roundToFen(amountCny), largestCny: largest, loanToValue, source: sourceText(strictest) }
    : undefined;
}

/** The refusal where less is free than is asked for. */
export function exceedsFree({ part, open: { position } }: Pick<PledgingCase, "part" | "open">, free: Decimal): PledgingRefusal {
  const { account, instrument, quantity } = part;
  const { pledge = zero, freeze = zero } = position.heldFor;
  return { code: "exceeds-free", account, instrument, quantity, free, pledged: pledge, frozen: freeze, source: pledgeSource("free") };
}

/** The refusal where a slice is being enforced. */
export function beingEnforced(position: PositionName, sliceId: string, { enforcementId }: EnforcementMark): PledgingRefusal {
  return { code: "being-enforced", ...position, sliceId, enforcementId, source: pledgeSource("enforced") };
}
