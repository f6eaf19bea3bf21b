import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { backOff, commit, StoreBusy } from "../../../shared/store/transaction.ts";
import type { ComplianceStore } from "../store.ts";
import { surrenderInputs } from "./allowances-held.ts";
import { changesOf } from "./changes.ts";
import { pricedDays } from "./exposure.ts";
import { type Input, type Inputs, inOrderOfFacts } from "./input.ts";
import { type Derived, obligationOf } from "./obligation-of.ts";
import { type Obligation, rowOf } from "./store.ts";
import { type ObligationName, obligationIdOf } from "./subject.ts";

/** Dependencies of recalculating obligations. */
export interface RecalculatingPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly own: Pick<ComplianceStore, "obligation" | "obligationWrites" | "inputs" | "prices" | "state">;
}

/** Attempts of one recalculation: of many facts about one obligation at once each waits for the others. */
const mostAttempts = 40;

/**
 * Recalculates an obligation from everything that is known of its subject, and goes on until there is nothing to write. The version is read
 * before the inputs and the write is conditional on it, so whoever has read older inputs can't overwrite. That alone would not do: a
 * recalculation may have read its inputs before a fact whose own recalculation then found nothing to change, and write after it. So every write
 * is followed by another look, and the last look of all has seen every fact.
 */
export async function recalculate(ports: RecalculatingPorts, name: ObligationName): Promise<void> {
  const obligationId = obligationIdOf(name);
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const before = await ports.own.obligation(obligationId);
    const after = await derivedNow(ports, name);
    if (!after || after.inputsHash === before?.inputsHash) return;
    if (!(await put(ports, before, after))) await backOff(attempt);
  }
  throw new StoreBusy(`${obligationId} kept changing`);
}

/** Puts what was derived over the version that was read, with the facts that members are told; false if another change came first. */
export async function put(
  { dynamo, own, clock }: Pick<RecalculatingPorts, "dynamo" | "own" | "clock">,
  before: Obligation | undefined,
  after: Derived,
): Promise<boolean> {
  const next = rowOf(after, (before?.version ?? 0) + 1);
  const { kind } = await commit(dynamo, [...own.obligationWrites(before, next), ...changesOf(own, before, next, clock.now())]);
  return kind === "committed";
}

/** The obligation as it follows from what is stored now. */
export async function derivedNow(
  { own, clock }: Pick<RecalculatingPorts, "own" | "clock">,
  name: ObligationName,
): Promise<Derived | undefined> {
  const inputs = await inputsOf(own, name);
  return obligationOf(name, inputs, clock.now());
}

/** Reads of what obligations are computed from. */
export type InputReader = Pick<ComplianceStore, "inputs" | "prices">;

/** All that an obligation is computed from: one query, and another of the prices that its exposure rests on. */
export async function inputsOf(own: InputReader, { subject, year }: ObligationName): Promise<Inputs> {
  const inputs = await own.inputs(subject);
  const prices = await Promise.all(periodsOf(inputs, year).map(({ market, ...days }) => own.prices(market, days)));
  return { inputs, prices: prices.flat().sort(inOrderOfFacts) };
}

/** The days of the prices for each deadline that a year's surrender has had: one, unless it was moved. */
function periodsOf(inputs: readonly Input[], year: string) {
  const periods = surrenderInputs(inputs, year).flatMap(({ market, deadlineAt }) => {
    const days = pricedDays(market, deadlineAt);
    return days ? [{ market, ...days }] : [];
  });
  return [...new Map(periods.map((period) => [`${period.market} ${period.from} ${period.until}`, period])).values()];
}
