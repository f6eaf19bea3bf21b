import { next } from "../../../shared/kernel/lifecycle.ts";
import { stale } from "../../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { allocationsFacts } from "../contract.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import { waived } from "../payments/steps.ts";
import type { PagePorts } from "../ports.ts";
import type { Line, Plan } from "../rows.ts";
import { allocationStatedOf, areasOf } from "../views.ts";
import { routesLeft } from "./routes.ts";
import { thatFit } from "./that-fit.ts";

const actor = "allocation-pages";

/** Drops lines of a plan that was rejected or withdrawn; units that had been told of theirs are told again. */
export async function dropPage(ports: PagePorts, plan: Plan, lines: readonly Line[]): Promise<number | typeof stale> {
  const pages = lines.map((line) => dropWrites(ports, plan, line));
  const count = thatFit(
    pages.map(({ length }) => length),
    100,
  );
  const writes = pages.slice(0, count).flat();
  if (writes.length > 0 && (await commit(ports.dynamo, writes)).kind !== "committed") return stale;
  return count;
}

function dropWrites(ports: PagePorts, plan: Plan, line: Line): WriteFragment<never>[] {
  const { own, clock } = ports;
  const state = next(allocationsLifecycles.allocation, line.state, "drop");
  if (!state.ok) return [];
  const { reason = "" } = plan;
  const about = { parties: [line.partyId], areas: areasOf(plan, line) };
  const envelope = { factId: `allocation-dropped.${line.allocationId}`, occurredAt: plan.decidedAt ?? clock.now(), actor, ...about };
  const data = { ...allocationStatedOf(plan, line), reason };
  return [
    own.linePut({ ...line, state: state.value, reason, instalments: line.instalments.map(waived), version: line.version + 1 }),
    ...routesLeft(ports, [line]),
    ...(line.publishedAt === undefined ? [] : [own.state(allocationsFacts.dropped, { ...envelope, data })]),
  ];
}
