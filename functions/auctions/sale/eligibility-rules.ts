import { authorize, type CallerRefusal } from "../../../shared/http/caller.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { Outcome } from "../../../shared/kernel/outcome.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import { type LimitId, limitIds, tradingLimits } from "../../../shared/permits/trading-limits.ts";
import { depositFor } from "../auction.ts";
import { enrolmentEndpoints } from "../contract-enrolments.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { EnrolmentCase } from "./enrolment-case.ts";
import data from "./enrolment-rules.json" with { type: "json" };
import { checkEnrolmentOpen, checkLicenceValid, checkSiteConfirmed, checkStep, checkWithinLot } from "./enrolment-rules.ts";
import { needOutsidePool, refusalOfLimit } from "./lot-limits.ts";
import { sourceOfRule } from "./rule-sources.ts";

/** Why somebody may not enrol. */
export type EnrolmentRefusal = AuctionsRefusal | CallerRefusal;

/** A rule of enrolling: what it asks, where that is written, and whether a case keeps it. */
export interface EnrolmentRule {
  readonly id: string;
  readonly text: Bilingual;
  readonly source: Bilingual;
  /** Rules without which it can't be told whether this one is kept. */
  readonly after: readonly string[];
  /** Why the case breaks it; undefined if it keeps it. */
  readonly check: (each: EnrolmentCase) => EnrolmentRefusal | undefined;
}

/** What came out of a rule: kept, broken, or not to be told because other rules are broken. */
export type RuleResult =
  | { readonly rule: EnrolmentRule; readonly outcome: "passed" }
  | { readonly rule: EnrolmentRule; readonly outcome: "failed"; readonly refusal: EnrolmentRefusal }
  | { readonly rule: EnrolmentRule; readonly outcome: "not-evaluated"; readonly because: readonly string[] };

/** Every rule of enrolling in the order in which it refuses, each with what came out of it. */
export function evaluate(each: EnrolmentCase): readonly RuleResult[] {
  const unkept = new Set<string>();
  return enrolmentRules.map((rule): RuleResult => {
    const because = rule.after.filter((id) => unkept.has(id));
    const refusal = because.length > 0 ? undefined : rule.check(each);
    if (because.length === 0 && !refusal) return { rule, outcome: "passed" };
    unkept.add(rule.id);
    return refusal ? { rule, outcome: "failed", refusal } : { rule, outcome: "not-evaluated", because };
  });
}

/** The refusal of the first rule that a case breaks; undefined if it keeps all. */
export function firstRefusal(each: EnrolmentCase): EnrolmentRefusal | undefined {
  return evaluate(each).find((result) => result.outcome === "failed")?.refusal;
}

/** The refusal where less than the tonnes is left of the need. */
export function needTooSmall({ tonnes, project }: Pick<EnrolmentCase, "tonnes" | "project">): AuctionsRefusal {
  return { code: "need-too-small", tonnes, project, source: sourceOfRule("need-sufficient") };
}
/** The refusal where the available cash does not cover the deposit. */
export function depositNotCovered({ auction, tonnes }: Pick<EnrolmentCase, "auction" | "tonnes">): AuctionsRefusal {
  return { code: "deposit-not-covered", deposit: depositFor(auction.terms, tonnes) };
}

type Check = EnrolmentRule["check"];
function refusalIn(outcome: Outcome<unknown, EnrolmentRefusal>): EnrolmentRefusal | undefined {
  return outcome.ok ? undefined : outcome.refusal;
}

/** A trading limit as a rule: what a site is has to be confirmed first. */
function limitRule(id: LimitId): EnrolmentRule {
  const { text, source } = required(
    tradingLimits.find((each) => each.id === id),
    `trading limit ${id}`,
  );
  const check: Check = ({ transfer: { trade, broken } }) => {
    const found = broken.find(({ limit }) => limit.id === id);
    return found && refusalOfLimit(trade, found, broken);
  };
  return { id, text, source, after: ["site-confirmed"], check };
}

/** A rule of the data. */
function rule(id: string, check: Check, after: readonly string[] = []): EnrolmentRule {
  const { text, source } = required(
    data.rules.find((each) => each.id === id),
    `rule ${id}`,
  );
  return { id, text, source, after, check };
}

const samePool = limitRule("same-pool");

/** The rules of enrolling, in the order in which they refuse. The one list: enrolling and telling whether one can both go through it. */
export const enrolmentRules: readonly EnrolmentRule[] = [
  rule("enrolment-open", ({ auction, at }) => refusalIn(checkEnrolmentOpen(auction, at))),
  rule("member-may-act", ({ caller, party, at }) => refusalIn(authorize({ ...caller, party }, enrolmentEndpoints.enrol, at))),
  rule("on-no-list", ({ party: { exclusions } }) =>
    exclusions.length > 0 ? { code: "member-excluded", exclusions, source: sourceOfRule("on-no-list") } : undefined,
  ),
  rule("site-confirmed", ({ site }) => refusalIn(checkSiteConfirmed(site))),
  rule("licence-valid", ({ site, at }) => refusalIn(checkLicenceValid(site, dayOf(at))), ["site-confirmed"]),
  ...limitIds.map(limitRule),
  rule("need-certified", ({ certified, project, auction: { terms } }) =>
    certified ? undefined : { code: "need-not-for-site", project, pollutant: terms.lot.pollutant, source: sourceOfRule("need-certified") },
  ),
  {
    ...samePool,
    id: "need-in-pool",
    after: ["need-certified"],
    check: ({ certified, transfer }) => certified && needOutsidePool(transfer.trade, certified.pool),
  },
  rule("tonnes-on-step", ({ auction, tonnes }) => refusalIn(checkStep(auction.terms, tonnes))),
  rule("tonnes-within-lot", ({ auction, tonnes }) => refusalIn(checkWithinLot(auction.terms, tonnes))),
  rule("enrolled-once", ({ earlier, enrolmentId }) =>
    earlier && earlier.state !== "withdrawn" ? { code: "already-enrolled", enrolmentId } : undefined,
  ),
  rule(
    "need-sufficient",
    (each) => (each.balances !== "left to the ledger" && each.balances.need.lt(each.tonnes) ? needTooSmall(each) : undefined),
    ["need-certified"],
  ),
  rule("deposit-covered", (each) => {
    if (each.balances === "left to the ledger") return undefined;
    return each.balances.cash.lt(depositFor(each.auction.terms, each.tonnes)) ? depositNotCovered(each) : undefined;
  }),
];
