import { dischargeMarket } from "../../../shared/carbon/exposure.ts";
import { endOfDay, endOfMonth, monthOf, plusDays, startOfDay } from "../../../shared/kernel/calendar.ts";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { Decimal, zero } from "../../../shared/kernel/decimal.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { daysAhead, dischargeDeadline } from "../compliance-rules.ts";
import { allowancesHeld, expiriesOf, requiredOf, surrenderedOf, surrenderStates, toSurrender } from "./allowances-held.ts";
import { declarationOf, permitsHeld } from "./discharge.ts";
import { type ExposureFound, exposureFor, lastDay, pricedDays } from "./exposure.ts";
import { type Input, type Inputs, type Named, notBefore } from "./input.ts";
import { type ObligationName, obligationIdOf, yearOf } from "./subject.ts";
import { co2, type NoExposure, type ObligationState } from "./vocabulary.ts";

/** A market's prices before the last day of a deadline. */
export interface PricedBy {
  readonly market: string;
  readonly lastDay: string;
}

/** An obligation as it follows from its inputs; nothing in it tells when or how often it was computed. */
export interface Derived extends Named {
  readonly obligationId: string;
  readonly kind: "discharge" | "carbon";
  readonly year: string;
  readonly pollutant: string;
  readonly market?: string;
  /** Absent while nobody knows what is required. */
  readonly requiredTonnes?: Decimal;
  /** What covers it. */
  readonly heldTonnes: Decimal;
  readonly pledgedTonnes: Decimal;
  readonly frozenTonnes: Decimal;
  readonly surrenderedTonnes: Decimal;
  readonly gapTonnes: Decimal;
  readonly state: ObligationState;
  readonly deadlineAt: Instant;
  readonly exposure: ExposureFound | NoExposure;
  /** The prices that its exposure rests on, while something is short. */
  readonly pricedBy?: PricedBy;
  /** The next instant at which it may change although nothing happens. */
  readonly turnsAt?: Instant;
  /** What the required tonnes rest on: the accepted declaration, or the version of the state of surrender; absent while there is neither. */
  readonly restsOn?: string;
  readonly inputsHash: string;
}

/**
 * An obligation now, out of everything that facts say of its subject: never out of what was computed before. Undefined
 * while no fact names its holder. The hash covers what of the inputs decides it, so inputs that change nothing have the same hash.
 */
export function obligationOf(name: ObligationName, inputs: Inputs, now: Instant): Derived | undefined {
  const at = notBefore(inputs, now);
  const found = name.subject.kind === "discharge" ? dischargeOf(name, inputs, at) : surrenderOf(name, inputs, at);
  return found && { ...found, inputsHash: sha256(canonicalJson(found)) };
}

type Found = Omit<Derived, "inputsHash">;

function dischargeOf({ subject, year }: ObligationName, { inputs }: Inputs, at: Instant): Found | undefined {
  const named = lastNamed(inputs);
  if (!named || subject.kind !== "discharge" || year > yearOf(at)) return undefined;
  const declared = declarationOf(inputs, year);
  const held = permitsHeld(inputs, year, at);
  const deadlineAt = endOfDay(`${Number(year) + 1}-${dischargeDeadline}`);
  const requiredTonnes = declared && new Decimal(declared.tonnes);
  const gapTonnes = Decimal.max(zero, (requiredTonnes ?? zero).minus(held.heldTonnes));
  const ended = yearOf(at) > year;
  // What was accepted while the year ran says what was discharged so far: it never closes the year.
  const covered = declared && yearOf(declared.acceptedAt) > year ? "met" : "covered";
  const short = at < deadlineAt ? "short" : "overdue";
  return {
    ...{ obligationId: obligationIdOf({ subject, year }), kind: "discharge", year, pollutant: subject.pollutant, ...named },
    ...(declared && requiredTonnes && { requiredTonnes, restsOn: declared.declarationId }),
    ...{ ...held, surrenderedTonnes: zero, gapTonnes, deadlineAt },
    state: requiredTonnes === undefined ? "open" : gapTonnes.isZero() ? covered : short,
    ...exposed(dischargeMarket, deadlineAt, requiredTonnes, gapTonnes, []),
    ...next(at, ended ? [] : [endOfMonth(monthOf(at))], deadlineAt),
  };
}

function surrenderOf({ subject, year }: ObligationName, { inputs, prices }: Inputs, at: Instant): Found | undefined {
  const stated = surrenderStates(inputs).get(year);
  if (!stated) return undefined;
  const { market, deadlineAt, named } = stated;
  const held = allowancesHeld(inputs, stated, at);
  const requiredTonnes = requiredOf(stated);
  const open = toSurrender(stated);
  const passed = at >= deadlineAt;
  // Allowances that were not surrendered in time cover nothing any more.
  const gapTonnes = passed ? open : Decimal.max(zero, open.minus(held.heldTonnes));
  const unmet = gapTonnes.isZero() ? "covered" : passed ? "overdue" : "short";
  return {
    ...{ obligationId: obligationIdOf({ subject, year }), kind: "carbon", year, pollutant: co2, market, ...named },
    ...(requiredTonnes && { requiredTonnes }),
    restsOn: `surrender-obligation-changed ${stated.version}`,
    ...{ ...held, surrenderedTonnes: surrenderedOf(stated), gapTonnes, deadlineAt },
    state: requiredTonnes === undefined ? "open" : stated.state === "met" ? "met" : unmet,
    ...exposed(market, deadlineAt, requiredTonnes, gapTonnes, prices),
    ...next(at, stated.state === "met" ? [] : expiriesOf(inputs, market), deadlineAt),
  };
}

function exposed(
  market: string,
  deadlineAt: Instant,
  required: Decimal | undefined,
  gap: Decimal,
  prices: Inputs["prices"],
): Pick<Derived, "exposure" | "pricedBy"> {
  if (required === undefined) return { exposure: "amount-unknown" };
  if (gap.isZero()) return { exposure: "nothing-short" };
  const pricedBy = pricedDays(market, deadlineAt) && { market, lastDay: lastDay(deadlineAt) };
  return { exposure: exposureFor(market, deadlineAt, gap, prices), ...(pricedBy && { pricedBy }) };
}

/** The first of some instants, of a deadline and of the days ahead of it that is still to come. */
function next(at: Instant, instants: readonly Instant[], deadlineAt: Instant): Pick<Derived, "turnsAt"> {
  const [turnsAt] = [...instants, deadlineAt, ...noticesOf(deadlineAt).map((each) => each.at)].filter((each) => each > at).sort();
  return turnsAt === undefined ? {} : { turnsAt };
}

/** When a member that is short is told how many days it has left. */
export function noticesOf(deadlineAt: Instant): readonly { readonly days: number; readonly at: Instant }[] {
  const known = knownNotices.get(deadlineAt);
  if (known) return known;
  const day = plusDays(lastDay(deadlineAt), 1);
  const notices = daysAhead.map((days) => ({ days, at: startOfDay(plusDays(day, -days)) }));
  knownNotices.set(deadlineAt, notices);
  return notices;
}

/** Notices that were asked for: every recalculation asks, and there are few deadlines. */
const knownNotices = new Map<Instant, ReturnType<typeof noticesOf>>();

/** Holder and site as the last fact names them. */
function lastNamed(inputs: readonly Input[]): Named | undefined {
  const last = inputs.findLast(({ said }) => "named" in said)?.said;
  return last && "named" in last ? last.named : undefined;
}
