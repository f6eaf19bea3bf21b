import { plain } from "../../../../shared/kernel/decimal.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../../shared/kernel/lifecycle.ts";
import { stale } from "../../../../shared/store/retry.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import { allowancesFacts } from "../contract.ts";
import { entitlement, preAllocation } from "../figures.ts";
import { allowancesLifecycles } from "../lifecycles.ts";
import type { AllowancePagePorts } from "../ports.ts";
import type { AllowanceLine, AllowancePlan } from "../rows.ts";
import { allocationStatedOf, areasOfAllocation } from "../views.ts";

/** Who acts where pages of a plan are worked on. */
export const pageActor = "allowance-pages";
/** Entities of one transaction: two rows each. */
const linesAtOnce = 48;

/** What a plan in force gives an entity: its approval found that every figure can be computed. */
export function figureOf(plan: AllowancePlan, line: AllowanceLine) {
  const figure = entitlement(plan, line);
  return required(figure.ok ? figure.value : undefined, `figure of ${line.allocationId}`);
}

/** Tells those of some entities that were not told yet what a published plan gives them, as many as one transaction holds; how many are done. */
export async function announce(
  ports: AllowancePagePorts,
  plan: AllowancePlan,
  lines: readonly AllowanceLine[],
): Promise<number | typeof stale> {
  const { own, dynamo } = ports;
  const page = lines.slice(0, linesAtOnce);
  const { publishedAt: at = "", objectionsUntil = "" } = plan;
  const writes = page
    .filter(({ state }) => state === "drafted")
    .flatMap((line) => {
      const figure = figureOf(plan, line);
      const published: AllowanceLine = {
        ...line,
        ...{ state: stateAfter(allowancesLifecycles.allowanceAllocation, line.state, "publish"), publishedAt: at, objectionsUntil },
        ...{ figure: figure.tonnes, entitledTonnes: figure.issueTonnes, version: line.version + 1 },
      };
      const envelope = {
        ...{ factId: `allowances-announced.${line.allocationId}.${plan.revision}`, occurredAt: at, actor: pageActor },
        ...{ parties: [line.partyId], areas: areasOfAllocation(plan, line) },
      };
      const data = {
        ...allocationStatedOf(plan, published),
        ...{ figure: plain(figure.tonnes), entitledTonnes: plain(figure.issueTonnes), preTonnes: plain(preAllocation(plan, figure)) },
        objectionsUntil,
      };
      return [own.allowanceLinePut(published), own.state(allowancesFacts.allowancesAnnounced, { ...envelope, data })];
    });
  if (writes.length === 0) return page.length;
  return (await commit(dynamo, writes)).kind === "committed" ? page.length : stale;
}
