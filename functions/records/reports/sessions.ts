import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Fact } from "../../../shared/kernel/fact.ts";
import { type Item, keyOf } from "../../../shared/store/client.ts";
import { oneOf, rowCodec } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import { type Period, periodsOf } from "../statistics/periods.ts";

/** How sessions end: with a sale, without one, or before their close. */
export const sessionOutcomes = ["cleared", "failed", "cancelled"] as const;
/** One of them. */
export type SessionOutcome = (typeof sessionOutcomes)[number];

const sessionCodec = rowCodec({ outcome: oneOf(...sessionOutcomes) });

/** Periods that reports are made for: those of a month and a year. */
function reportedPeriods({ occurredAt }: Pick<Fact, "occurredAt">): readonly Period[] {
  return periodsOf(dayOf(occurredAt)).slice(1);
}

/** The rows of a session that has ended: one in each period. Keys and bytes depend on the fact alone. */
export function sessionRows(fact: Pick<Fact, "occurredAt">, auctionId: string, outcome: SessionOutcome): Item[] {
  return reportedPeriods(fact).map((period) => ({
    ...keyOf({ pk: `sessions#${period}`, sk: auctionId }),
    ...sessionCodec.encode({ outcome }),
  }));
}

/** The rows of a member that enrolled in a session: one in each period, however often it did. */
export function participantRows(fact: Pick<Fact, "occurredAt">, partyId: string): Item[] {
  return reportedPeriods(fact).map((period) => keyOf({ pk: `participants#${period}`, sk: partyId }));
}

/** Sessions of a period by outcome, and members that enrolled in some. */
export interface Sessions extends Readonly<Record<SessionOutcome, number>> {
  readonly participants: number;
}

/** Counts the sessions of a month or year: needs `Query` on `sessions#*` and `participants#*`. A row each, of which a year has hundreds. */
export async function sessionsIn(records: Table, period: Period): Promise<Sessions> {
  const outcomes = await records.allOf({}, [`sessions#${period}`], (item) => sessionCodec.decode(item).outcome);
  const participants = await records.allOf({}, [`participants#${period}`], () => 1);
  const of = (outcome: SessionOutcome): number => outcomes.filter((each) => each === outcome).length;
  return { cleared: of("cleared"), failed: of("failed"), cancelled: of("cancelled"), participants: participants.length };
}
