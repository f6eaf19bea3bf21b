import { invariant, required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { pledgesFacts } from "../pledges/contract.ts";
import type { Pledge } from "../pledges/rows.ts";
import { aboutPledge, stated } from "../pledges/statement.ts";
import type { CollateralOwnPorts } from "../ports.ts";
import { batchesLifecycles } from "./lifecycles.ts";
import { rowsPerPage } from "./limits.ts";
import type { PledgeBatch } from "./store.ts";

/**
 * Drafts every page of an accepted batch that is not drafted yet, one transaction each. It may stop anywhere, run again, or beside another:
 * each page is drafted once.
 */
export async function draftBatch(ports: CollateralOwnPorts, batchId: string): Promise<void> {
  for (;;) {
    const batch = await ports.own.batch(batchId);
    if (batch?.state !== "drafting") return;
    if (await draftPage(ports, batch)) continue;
    // Another run may have drafted the page; nothing else can be in its way.
    const now = await ports.own.batch(batchId);
    invariant(now?.version !== batch.version, `page ${batch.pages} of ${batchId} is drafted`);
  }
}

/** Drafts the next page of a batch; false if another run came first. */
async function draftPage({ own, clock, dynamo }: CollateralOwnPorts, batch: PledgeBatch): Promise<boolean> {
  const { batchId, importedBy: subject } = batch;
  const at = clock.now();
  const terms = required(await own.batchPage(batchId, batch.pages), `page ${batch.pages} of ${batchId}`);
  const pages = batch.pages + 1;
  const isLast = pages * rowsPerPage >= batch.rows;
  const state = stateAfter(batchesLifecycles.pledgeBatch, batch.state, "draftPage", isLast ? "none is left" : "pages are left");
  const after: PledgeBatch = { ...batch, state, pages, version: batch.version + 1, ...(isLast && { draftedAt: at }) };
  const drafts = terms.flatMap((draft, place) => {
    const pledge: Pledge = { ...draft, state: "drafted", changedAt: at, version: 1 };
    const fact = { ...aboutPledge({ subject }, at, pledge), factId: `pledge-drafted.${pledge.pledgeId}`, data: stated(pledge, [], false) };
    return [
      ...own.pledgePut(pledge),
      ...own.pledgeListed(pledge),
      own.state(pledgesFacts.pledgeDrafted, fact),
      own.batchPledgePut(batchId, batch.pages * rowsPerPage + place + 1, pledge.pledgeId),
    ];
  });
  // Six items a row stay within one transaction.
  const result = await commit(dynamo, [own.batchPut(after), ...drafts]);
  return result.kind === "committed";
}
