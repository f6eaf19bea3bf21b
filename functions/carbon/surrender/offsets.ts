import { type Decimal, decimal, plain, sum } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { RefusalOf } from "../../../shared/kernel/problem.ts";
import type { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { CarbonStore } from "../store.ts";
import { surrenderFacts } from "./contract-facts.ts";
import type { ObligedEntity } from "./obligation.ts";
import type { surrenderProblems } from "./problems.ts";
import type { OffsetPart } from "./rows.ts";
import { sourceOf } from "./rules.ts";

type OffsetRefusal = Extract<RefusalOf<typeof surrenderProblems>, { readonly code: "serial-range-inverted" | "serials-used" }>;

/** Tonnes of a range: one a serial number, both ends included. */
export function tonnesOf({ first, last }: Pick<OffsetPart, "first" | "last">): Decimal {
  return decimal(last).minus(decimal(first)).plus(1);
}

/** Tonnes of several ranges. */
export function tonnesOfRanges(ranges: readonly OffsetPart[]): Decimal {
  return sum(ranges.map(tonnesOf));
}

/** Whether two ranges of one project have a number in common. */
export function overlap(one: Pick<OffsetPart, "first" | "last">, other: Pick<OffsetPart, "first" | "last">): boolean {
  return decimal(one.first).lte(decimal(other.last)) && decimal(other.first).lte(decimal(one.last));
}

function isOfProject(one: OffsetPart, other: OffsetPart): boolean {
  return one.kind === other.kind && one.project === other.project;
}

/** Whether no range ends before it begins. */
export function checkOrder(ranges: readonly OffsetPart[]): Outcome<undefined, OffsetRefusal> {
  const inverted = ranges.find(({ first, last }) => decimal(first).gt(decimal(last)));
  if (!inverted) return accept(undefined);
  const { project, first, last } = inverted;
  return refuse({ code: "serial-range-inverted", project, first, last });
}

/** A project whose serial numbers are used, and how often that has happened before. */
interface Turn {
  readonly of: OffsetPart;
  readonly before: number;
}

/**
 * Whether ranges overlap neither with one another nor with any that were used. The turns of their projects are read first and changed with
 * the use, so that overlapping ranges can't both be found free at once.
 */
export async function freeRanges(own: CarbonStore, ranges: readonly OffsetPart[]): Promise<Outcome<readonly Turn[], OffsetRefusal>> {
  const projects = ranges.filter((range, position) => ranges.findIndex((other) => isOfProject(range, other)) === position);
  const turns = await Promise.all(projects.map(async (of) => ({ of, before: await own.serialTurn(of) })));
  const found = await Promise.all(ranges.map(own.usedFrom));
  for (const [position, range] of ranges.entries()) {
    const others = ranges.slice(0, position).filter((other) => isOfProject(range, other));
    const clash = [...others, ...found.slice(position, position + 1)].find((other) => other && overlap(range, other));
    if (!clash) continue;
    const { project, first, last } = range;
    const used = { usedFirst: clash.first, usedLast: clash.last };
    return refuse({ code: "serials-used", project, first, last, ...used, source: sourceOf("serials") });
  }
  return accept(turns);
}

/** The writes that use ranges once and for all. `stale` if others of the same projects were used meanwhile. */
export function useRanges(
  own: CarbonStore,
  { ranges, turns }: { readonly ranges: readonly OffsetPart[]; readonly turns: readonly Turn[] },
  {
    entity,
    surrenderId,
    envelope,
  }: { readonly entity: ObligedEntity; readonly surrenderId: string; readonly envelope: ReturnType<typeof factEnvelopeOf> },
): WriteFragment<never>[] {
  const { market: _market, ...stated } = entity;
  const facts = ranges.map(({ kind, project, first, last }, number) =>
    own.state(surrenderFacts.serialsUsed, {
      ...envelope,
      factId: `${surrenderId}.serials.${number + 1}`,
      data: { ...stated, kind, project, first, last, surrenderId, tonnes: plain(tonnesOf({ first, last })) },
    }),
  );
  return [
    ...turns.map(({ of, before }) => own.serialTurnPut(of, before + 1)),
    ...ranges.map((range) => own.usedPut(range, surrenderId)),
    ...facts,
  ];
}
