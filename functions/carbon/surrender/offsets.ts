import { type Decimal, decimal, sum } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { RefusalOf } from "../../../shared/kernel/problem.ts";
import type { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { CarbonStore } from "../store.ts";
import { surrenderFacts } from "./contract.ts";
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

function overlap(one: Pick<OffsetPart, "first" | "last">, other: Pick<OffsetPart, "first" | "last">): boolean {
  return decimal(one.first).lte(decimal(other.last)) && decimal(other.first).lte(decimal(one.last));
}

function isOfProject(one: OffsetPart, other: OffsetPart): boolean {
  return one.kind === other.kind && one.project === other.project;
}

/** Whether ranges can be used: none is inverted, and none overlaps with another of them or with one that was used. */
export async function checkRanges(own: CarbonStore, ranges: readonly OffsetPart[]): Promise<Outcome<undefined, OffsetRefusal>> {
  for (const [position, range] of ranges.entries()) {
    const { project, first, last } = range;
    if (decimal(first).gt(decimal(last))) return refuse({ code: "serial-range-inverted", project, first, last });
    const used = await own.usedFrom(range);
    const clash = [...ranges.slice(0, position).filter((other) => isOfProject(range, other)), ...(used ? [used] : [])].find((other) =>
      overlap(range, other),
    );
    if (clash)
      return refuse({
        code: "serials-used",
        project,
        first,
        last,
        usedFirst: clash.first,
        usedLast: clash.last,
        source: sourceOf("serials"),
      });
  }
  return accept(undefined);
}

/**
 * The writes that use ranges once and for all. Whoever uses numbers of the same project at the same time changes the turn first, so that
 * overlapping ranges can't both be found free.
 */
export async function useRanges(
  own: CarbonStore,
  ranges: readonly OffsetPart[],
  { entity, surrenderId, envelope }: { entity: ObligedEntity; surrenderId: string; envelope: ReturnType<typeof factEnvelopeOf> },
): Promise<WriteFragment<never>[]> {
  const projects = ranges.filter((range, position) => ranges.findIndex((other) => isOfProject(range, other)) === position);
  const turns = await Promise.all(projects.map(async (of) => own.serialTurnPut(of, (await own.serialTurn(of)) + 1)));
  const { market: _market, ...stated } = entity;
  const facts = ranges.map(({ kind, project, first, last }, number) =>
    own.state(surrenderFacts.serialsUsed, {
      ...envelope,
      factId: `${surrenderId}.serials.${number + 1}`,
      data: { ...stated, kind, project, first, last, surrenderId, tonnes: tonnesOf({ first, last }).toFixed() },
    }),
  );
  return [...turns, ...ranges.map((range) => own.usedPut(range, surrenderId)), ...facts];
}
