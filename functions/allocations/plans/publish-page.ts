import { next } from "../../../shared/kernel/lifecycle.ts";
import { stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { allocationsFacts } from "../contract.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import type { PagePorts } from "../ports.ts";
import type { Line, Plan } from "../rows.ts";
import { allocationStatedOf, areasOf } from "../views.ts";

const actor = "allocation-pages";
/** Lines of one transaction: two rows each. */
const linesAtOnce = 40;

/**
 * Publishes those of some lines that are still drafted: each is listed for its unit, which is told of it. They share no item, so their
 * transactions go side by side.
 */
export async function publishPage(ports: PagePorts, plan: Plan, lines: readonly Line[]): Promise<number | typeof stale> {
  const parts = Array.from({ length: Math.ceil(lines.length / linesAtOnce) }, (_, part) =>
    lines.slice(part * linesAtOnce, (part + 1) * linesAtOnce),
  );
  const done = await Promise.all(parts.map((part) => publishLines(ports, plan, part)));
  return done.every((each) => each) ? lines.length : stale;
}

/** Publishes lines in one transaction; false where one has changed since it was read. */
async function publishLines({ own, dynamo }: PagePorts, plan: Plan, lines: readonly Line[]): Promise<boolean> {
  const writes = lines.flatMap((line) => {
    const state = next(allocationsLifecycles.allocation, line.state, "publish");
    if (!state.ok) return [];
    const { publishedAt: at = "", objectionsUntil = "" } = plan;
    const envelope = {
      factId: `allocation-proposed.${line.allocationId}`,
      occurredAt: at,
      actor,
      parties: [line.partyId],
      areas: areasOf(plan, line),
    };
    const { reason } = line;
    const data = { ...allocationStatedOf(plan, line), ...(reason !== undefined && { reason }), objectionsUntil };
    return [
      own.linePut({ ...line, state: state.value, publishedAt: at, version: line.version + 1 }),
      own.state(allocationsFacts.proposed, { ...envelope, data }),
    ];
  });
  return writes.length === 0 || (await commit(dynamo, writes)).kind === "committed";
}
