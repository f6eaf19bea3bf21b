import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { inBatches } from "../../../shared/store/in-batches.ts";
import { backOff, commit, StoreBusy } from "../../../shared/store/transaction.ts";
import { crossingOf } from "./crossing.ts";
import { cureStated } from "./cure.ts";
import { derivedCoverage } from "./derived.ts";
import { type InputReader, type Inputs, readInputs } from "./inputs.ts";
import type { CoverageRow, CoverageStore } from "./store.ts";

/** Dependencies of recalculating coverages. */
export interface RecalculatingPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly own: InputReader & Pick<CoverageStore, "coverage" | "coveragesAt" | "coveragePut" | "state">;
}

/** Attempts of one recalculation: of many changes of one pledge at once each waits for the others. */
const mostAttempts = 40;
const atOnce = 8;

/**
 * Recalculates the coverage of some pledges from what is stored, all of them from one reading, and each that was written once more, until
 * there is nothing to write. The versions are read before the inputs and a write is conditional on its version, so whoever has read older
 * inputs can't overwrite; what a slower one wrote from older inputs is corrected by the look that follows every write (decision 68).
 */
export async function recalculateAll(ports: RecalculatingPorts, pledgeIds: readonly string[]): Promise<void> {
  if (pledgeIds.length === 0) return;
  const rows = await inBatches(pledgeIds, (some) => ports.own.coveragesAt(some));
  const before = new Map(rows.map((row) => [row.pledgeId, row]));
  const inputs = await readInputs(ports.own, pledgeIds, dayOf(ports.clock.now()));
  await eachAtOnce(pledgeIds, atOnce, async (pledgeId) => {
    const after = nextCoverage(inputs, pledgeId, before.get(pledgeId), ports.clock);
    if (!after) return;
    await put(ports, before.get(pledgeId), after);
    await recalculate(ports, pledgeId);
  });
}

/** Recalculates one coverage until there is nothing to write. */
async function recalculate(ports: RecalculatingPorts, pledgeId: string): Promise<void> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const before = await ports.own.coverage(pledgeId);
    const inputs = await readInputs(ports.own, [pledgeId], dayOf(ports.clock.now()));
    const after = nextCoverage(inputs, pledgeId, before, ports.clock);
    if (!after) return;
    if (!(await put(ports, before, after))) await backOff(attempt);
  }
  throw new StoreBusy(`coverage of ${pledgeId} kept changing`);
}

/** Puts a coverage over the version that was read, with the fact of a line that it crosses; false if another change came first. */
async function put({ dynamo, own }: RecalculatingPorts, before: CoverageRow | undefined, after: CoverageRow): Promise<boolean> {
  const { kind } = await commit(dynamo, [...own.coveragePut(before, after), ...crossingOf(own, before, after)]);
  return kind === "committed";
}

/** The next row of a pledge's coverage; undefined where it would say the same, or where the pledge was never registered. */
export function nextCoverage(
  inputs: Inputs,
  pledgeId: string,
  before: CoverageRow | undefined,
  clock: Pick<Clock, "now">,
): CoverageRow | undefined {
  const pledge = inputs.pledges.get(pledgeId);
  if (!pledge?.registered) return undefined;
  const derived = derivedCoverage(inputs, pledge);
  if (derived.state === "ended" && before === undefined) return undefined;
  const { bank, pledgor, areas, contractNumber, registered, thresholds } = pledge;
  const row: CoverageRow = {
    ...{ pledgeId, bankId: bank.partyId, pledgorId: pledgor.partyId, pledgorName: pledgor.legalName, areas },
    ...{ contractNumber, registrationNumber: registered.number, state: derived.state },
    ...(derived.ratio && { ratio: derived.ratio }),
    ...{ securedCny: derived.secured, valueCny: derived.value, leftCny: derived.left, positions: derived.positions, thresholds },
    ...(derived.cure && { cure: cureStated(derived.cure) }),
    ...{ day: inputs.day, changedAt: clock.now(), version: (before?.version ?? 0) + 1 },
  };
  return before && saidBy(before) === saidBy(row) ? undefined : row;
}

/** What a row says, whenever it was found. */
export function saidBy({
  day: _day,
  changedAt: _changedAt,
  version: _version,
  ratio,
  securedCny,
  valueCny,
  leftCny,
  ...row
}: CoverageRow): string {
  const figures = { securedCny: plain(securedCny), valueCny: plain(valueCny), leftCny: plain(leftCny) };
  return canonicalJson({ ...row, ...figures, ratio: ratio ? plain(ratio) : null });
}
