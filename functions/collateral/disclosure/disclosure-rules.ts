import { message } from "../../../shared/kernel/message.ts";
import { assetKinds } from "../asset-kinds.ts";
import data from "./disclosure-rules.json" with { type: "json" };

/** How many months a consent lasts at most. */
export const longestConsentMonths = data.consent.longestMonths;
/** For how many years after it a major accident excludes. */
export const accidentYears = data.majorAccident.years;

/** Document and article of a rule of disclosure, in both languages. */
export function sourceOf(rule: "consent" | "majorAccident"): string {
  const { zh, en } = data[rule].source;
  return message(zh, en);
}

/** Where positions of a class are held, and which record confirms them. */
interface PositionRule {
  readonly heldAt: "site" | "party";
  readonly recordedIn: "discharge-licence" | "exchange";
}
const positions = data.positions as Readonly<Record<string, PositionRule>>;
const ofMember: PositionRule = { heldAt: "party", recordedIn: "exchange" };

/** The rule for positions of a class: held by the member and confirmed by the ledger of this exchange, where none is stated. */
export function positionRule(instrumentClass: string): PositionRule {
  return positions[instrumentClass] ?? ofMember;
}

/** Classes that can be pledged and are held at a site, or by the member itself. */
export function classesHeldAt(heldAt: PositionRule["heldAt"]): readonly string[] {
  return assetKinds.map((kind) => kind.class).filter((each) => positionRule(each).heldAt === heldAt);
}
