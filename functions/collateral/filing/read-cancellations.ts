import type { Call } from "../../../shared/http/api-handler.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { ownOrListedIn } from "../pledges/pledge-areas.ts";
import type { CollateralPorts } from "../ports.ts";
import type { filingEndpoints } from "./contract.ts";

/** Lists repaid pledges whose cancellation is overdue. */
export async function listOverdueCancellations(
  { own, clock }: CollateralPorts,
  { caller, query }: Call<typeof filingEndpoints.listOverdueCancellations>,
) {
  const now = clock.now();
  const page = await ownOrListedIn(
    caller,
    query,
    (bankId, request) => own.cancellationsOfBank(bankId, now, request),
    (area, request) => own.cancellationsIn(area, now, request),
  );
  if (!page.ok) return page;
  const items = page.value.items.map(({ areas: _areas, ...row }) => row);
  return accept({ response: { ...page.value, items } });
}
