import { dayOf, endOfMonth } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { type Account, partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import type { Due } from "../../../shared/ledger/dues.ts";
import type { Instrument } from "../../../shared/ledger/instrument.ts";
import type { Hold } from "../../../shared/ledger/rows.ts";
import { feeDuePrefix } from "../../../shared/permits/fee-debts.ts";
import type { PollutantTonnes } from "../../../shared/permits/use-fee.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import type { LedgerPorts } from "../ports.ts";
import type { AllocationName, Line, Plan } from "../rows.ts";
import { recovered } from "./moves.ts";
import { commonHolds, unpaid } from "./schedule.ts";

/** An allocation with what the ledger holds and awaits for it. */
export interface Pending {
  readonly plan: Plan;
  readonly line: Line;
  /** What is owed in the ledger, by the number of its instalment. */
  readonly dues: ReadonlyMap<number, Due>;
  /** Its pending holds, by id; none before it is delivered and after its term. */
  readonly holds: ReadonlyMap<string, Hold>;
  /** Whether the line differs from its row, because held permits were recovered. */
  readonly isRecovered: boolean;
}

/** What the ids of dues of instalments begin with. */
export const duesPrefix = feeDuePrefix;
/** Id of the due of an instalment. */
export function dueIdOf(allocationId: string, number: number): string {
  return `${duesPrefix}${allocationId}.${number}`;
}
/** The allocation that the id of a due names. */
export function allocationOfDue(dueId: string): string {
  return dueId.slice(duesPrefix.length, dueId.lastIndexOf("."));
}
/** Id of the one hold of a pollutant for all unpaid instalments of a line. */
export function commonHoldId(allocationId: string, pollutant: string): string {
  return `${allocationId}.${pollutant}`;
}
/** Names the holds of single instalments that the next change of a line makes. */
export function ownHoldId({ allocationId, version }: Line) {
  return (pollutant: string, number: number): string => `${allocationId}.${pollutant}.${number}.${version + 1}`;
}

/** Whether the permits of a plan have expired at an instant: payments then release nothing any more. */
export function isTermOver({ lastMonth }: Pick<Plan, "lastMonth">, at: Instant): boolean {
  return at >= endOfMonth(lastMonth);
}

/** The last bank day before an instant. */
export function bankDayBefore(at: Instant): string {
  return dayOf(new Date(Date.parse(at) - 1).toISOString());
}

/** The instrument of a pollutant of a line. */
export function instrumentOf({ amounts }: Pick<Line, "amounts">, pollutant: string): Instrument {
  return required(
    amounts.find((each) => each.pollutant === pollutant),
    `amount of ${pollutant}`,
  ).instrument;
}

/** Tonnes of a line as permits. */
export function permitsOf({ amounts }: Pick<Line, "amounts">, list: readonly PollutantTonnes[]) {
  return list.map(({ pollutant, tonnes }) => {
    const { pool, instrument } = required(
      amounts.find((each) => each.pollutant === pollutant),
      `amount of ${pollutant}`,
    );
    return { pollutant, pool, instrument, tonnes };
  });
}

/**
 * Reads an allocation with its holds and dues; undefined if there is none. Where the bureau has recovered held permits since the row was
 * written, the line is as that leaves it; whatever writes it next keeps that.
 */
export function readPending({ own, ledger, clock }: LedgerPorts, name: AllocationName): Promise<Pending | undefined> {
  return retryWhileStale<Pending | undefined>("an allocation and its holds", async () => {
    const found = await own.allocation(name);
    if (!found) return undefined;
    const { plan, line } = found;
    const names = line.state === "delivered" && !isTermOver(plan, clock.now()) ? holdNames(line) : [];
    const awaited = unpaid(line.instalments).filter((each) => each.owed);
    const [holds, dues] = await Promise.all([
      names.length > 0 ? ledger.holdsAt(names) : [],
      awaited.length > 0 ? ledger.dues(partyAccount(line.partyId)) : [],
    ]);
    const byNumber = awaited.flatMap(({ number }): [number, Due][] => {
      const due = dues.find(({ dueId }) => dueId === dueIdOf(line.allocationId, number));
      return due ? [[number, due]] : [];
    });
    const known = holds.flatMap((hold) => hold ?? []);
    const isWhole = names.every(({ quantity }, index) => holds[index]?.state === "pending" && holds[index].remaining.eq(quantity));
    // Changed between the reads, unless the row is still the same: then permits were taken.
    const isRecovered = !isWhole && known.length === names.length && known.every(({ state }) => state === "pending" || state === "posted");
    if (byNumber.length < awaited.length || (!isWhole && !isRecovered)) return stale;
    if (isRecovered && (await own.allocation(name))?.line.version !== line.version) return stale;
    const left = new Map(known.map(({ holdId, remaining }) => [holdId, remaining]));
    const instalments = isRecovered ? recovered(line.instalments, left, (of) => commonHoldId(line.allocationId, of)) : line.instalments;
    const byId = known.flatMap((hold): [string, Hold][] => (hold.state === "pending" ? [[hold.holdId, hold]] : []));
    return { plan, line: { ...line, instalments }, dues: new Map(byNumber), holds: new Map(byId), isRecovered };
  });
}

interface HoldName {
  readonly holdId: string;
  readonly account: Account;
  readonly instrument: Instrument;
  readonly quantity: Decimal;
}

/** The holds that a delivered line has, and what each holds. */
export function holdNames(line: Pick<Line, "allocationId" | "siteId" | "amounts" | "instalments">): readonly HoldName[] {
  const { allocationId, siteId, instalments } = line;
  const common = commonHolds(instalments).map((each) => ({ ...each, holdId: commonHoldId(allocationId, each.pollutant) }));
  const own = unpaid(instalments).flatMap(({ holds = [] }) => holds);
  return [...common, ...own].map(({ pollutant, holdId, tonnes }) => {
    return { holdId, account: siteAccount(siteId), instrument: instrumentOf(line, pollutant), quantity: tonnes };
  });
}
