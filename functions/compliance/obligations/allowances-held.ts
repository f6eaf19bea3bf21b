import { allowanceTerm } from "../../../shared/carbon/instruments.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { Decimal, decimal, least, sum, zero } from "../../../shared/kernel/decimal.ts";
import { expiryOf } from "../../../shared/ledger/instrument.ts";
import { heldFor, type Input, inputsOf, type SurrenderState } from "./input.ts";

/** Every state that facts tell of what an entity has to surrender for a year. */
export function surrenderInputs(inputs: readonly Input[], year: string): SurrenderState[] {
  return inputsOf(inputs, "surrender").flatMap(({ said }) => (said.year === year ? [said] : []));
}

/** What an entity has to surrender, by year: of each the latest state that is known. */
export function surrenderStates(inputs: readonly Input[]): ReadonlyMap<string, SurrenderState> {
  const states = new Map<string, SurrenderState>();
  for (const { said } of inputsOf(inputs, "surrender"))
    if (said.version > (states.get(said.year)?.version ?? 0)) states.set(said.year, said);
  return states;
}

/** Emissions and what was added to them; undefined while no figure stands. */
export function requiredOf({ requiredTonnes, addedTonnes, state }: SurrenderState): Decimal | undefined {
  const required = decimal(requiredTonnes).plus(decimal(addedTonnes));
  return required.isZero() && state === "open" ? undefined : required;
}

/** What of it was surrendered: allowances, and certified reductions as far as the share of a figure that was lowered since still allows them. */
export function surrenderedOf({ surrenderedTonnes, offsetTonnes, offsetLimitTonnes }: SurrenderState): Decimal {
  return decimal(surrenderedTonnes).plus(least(decimal(offsetTonnes), decimal(offsetLimitTonnes)));
}

/** What is still to be surrendered. */
export function toSurrender(state: SurrenderState): Decimal {
  return state.state === "met" ? zero : Decimal.max(zero, (requiredOf(state) ?? zero).minus(surrenderedOf(state)));
}

/** The market's allowances that an entity has at an instant and that have not expired. */
function allowancesAt(inputs: readonly Input[], market: string, at: Instant) {
  return inputsOf(inputs, "posting")
    .map(({ said }) => said)
    .filter(({ instrument }) => allowanceTerm(instrument)?.market === market && (expiryOf(instrument) ?? "") > at);
}

/**
 * Allowances that an entity may surrender for a year: those of the market that are available and not expired, without what its earlier years
 * still need, so that no allowance covers two of them. What is pledged or frozen stands beside them and covers nothing.
 */
export function allowancesHeld(inputs: readonly Input[], state: SurrenderState, at: Instant) {
  const postings = allowancesAt(inputs, state.market, at);
  const earlier = [...surrenderStates(inputs).values()].filter(({ year, market }) => year < state.year && market === state.market);
  const free = sum(postings.map(({ available }) => decimal(available))).minus(sum(earlier.map(toSurrender)));
  return {
    heldTonnes: Decimal.max(zero, free),
    pledgedTonnes: sum(postings.map((each) => heldFor(each, "pledge"))),
    frozenTonnes: sum(postings.map((each) => heldFor(each, "freeze"))),
  };
}

/** Instants at which allowances of an entity in a market expire. */
export function expiriesOf(inputs: readonly Input[], market: string): Instant[] {
  const instruments = new Set(inputsOf(inputs, "posting").map(({ said }) => said.instrument));
  return [...instruments].flatMap((instrument) => (allowanceTerm(instrument)?.market === market ? (expiryOf(instrument) ?? []) : []));
}
