import { Decimal, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { PositionName } from "../../../shared/statements/postings.ts";
import type { MovedEntry } from "./flows.ts";
import type { Movement, Movements, Totals } from "./walk.ts";

/** The totals after a movement. */
export function totalsAfter({ credited, debited }: Totals, net: Decimal): Totals {
  return { credited: credited.plus(Decimal.max(net, zero)), debited: debited.plus(Decimal.max(net.neg(), zero)) };
}

/** Whether a movement has units of a part of its position's axis on the side of a direction. */
export function overlaps({ net, credited, debited }: Movement, from: Decimal, to: Decimal, incoming: boolean): boolean {
  if (net.isZero() || net.gt(0) !== incoming) return false;
  const begins = incoming ? credited : debited;
  return begins.lt(to) && begins.plus(net.abs()).gt(from);
}

/** The movements of entries that are all known, in whatever order they come: what `Movements` reads piece by piece. */
export function knownMovements(entries: readonly MovedEntry[]): Movements {
  const byId = new Map(entries.map((entry) => [entry.factId, entry]));
  const ordered = [...byId.values()].toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const axes = new Map<string, { movements: Movement[]; totals: Totals }>();
  for (const { factId, nets } of ordered) {
    for (const { net, ...position } of nets) {
      const axis = axes.get(nameOf(position)) ?? { movements: [], totals: { credited: zero, debited: zero } };
      axis.movements.push({ factId, net, ...axis.totals });
      axes.set(nameOf(position), { ...axis, totals: totalsAfter(axis.totals, net) });
    }
  }
  return {
    async *of(lot, direction, from) {
      const { movements = [] } = axes.get(nameOf(lot)) ?? {};
      yield* movements.filter((movement) => overlaps(movement, from, lot.to, direction === "backwards"));
    },
    async before(position, { factId }) {
      return required(
        axes.get(nameOf(position))?.movements.find((movement) => movement.factId === factId),
        `movement by ${factId}`,
      );
    },
    totals: async (position) => axes.get(nameOf(position))?.totals ?? { credited: zero, debited: zero },
    entry: async (factId) => required(byId.get(factId), `entry ${factId}`),
  };
}

function nameOf({ account, instrument }: PositionName): string {
  return `${account} ${instrument}`;
}
function keyOf({ occurredAt, factId }: MovedEntry): string {
  return `${occurredAt}#${factId}`;
}
