import { required } from "../kernel/invariant.ts";
import type { Bilingual, Words } from "../kernel/problem.ts";
import data from "./licence-rules.json" with { type: "json" };

/** Document and article of a rule about discharge licences, by code. */
export type LicenceSource = keyof typeof data.sources;
/** Names of the sources: refusals quote them as `{source}`. */
export const licenceSources: Words<LicenceSource> = data.sources;

/** Renewal of licences: when to apply, how long the bureau may take, and how many days ahead the holder is reminded. */
export const renewalRules = {
  applyDaysBefore: data.renewal.applyDaysBefore,
  decideWithinDays: data.renewal.decideWithinDays,
  noticeDaysBefore: data.renewal.noticeDaysBefore,
  source: data.renewal.source as LicenceSource,
} as const;
/** The rule that a licence whose renewal was applied for in time keeps counting while it is undecided. */
export const undecidedSource = data.undecided.source as LicenceSource;
/** The rule that licences are not transferable. */
export const transferSource = data.transfer.source as LicenceSource;
/** The rule that a permit is confirmed by being recorded in the site's discharge licence. */
export const recordSource: LicenceSource = "state-office-2014-38";

/** What follows from a change of a licence: it is recorded, the holder needs a new licence, or the change is not allowed at all. */
export type ChangeEffect = "recorded" | "new-licence-needed" | "not-transferable";
/** A kind of change of a licence, with what follows from it and the rule that says so. */
export interface LicenceChangeRule extends Bilingual {
  readonly kind: string;
  readonly effect: ChangeEffect;
  readonly source: LicenceSource;
}
const changeRules = data.changes.kinds as readonly LicenceChangeRule[];
/** Days within which a change of a licence has to be handed in. */
export const changeWithinDays = data.changes.withinDays;
/** Names of the kinds of change. */
export const licenceChangeNames: Words = Object.fromEntries(changeRules.map(({ kind, zh, en }) => [kind, { zh, en }]));

/** The rule about a kind of change. */
export function licenceChangeRule(kind: string): LicenceChangeRule {
  return required(
    changeRules.find((rule) => rule.kind === kind),
    `rule about a change of ${kind}`,
  );
}
