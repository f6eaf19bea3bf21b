import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { SurveillancePorts } from "../ports.ts";
import { itemFor } from "./change-item.ts";
import type { worklistEndpoints } from "./contract.ts";
import { entryView, itemView } from "./views.ts";

/** Items of the caller's area, or of one auction in it, the latest raised first. */
export async function listSurveillanceItems(
  { own }: Pick<SurveillancePorts, "own">,
  { caller, query }: Call<typeof worklistEndpoints.listSurveillanceItems>,
) {
  const { area, state, auctionId, ...request } = query;
  const scope = scopeOf(caller);
  const listed = scope.areaToList(area);
  if (listed === undefined) return refuse({ code: "not-found" });
  if (auctionId !== undefined) {
    const screening = await own.screening(auctionId);
    if (!screening || !scope.answersFor(screening.area)) return refuse({ code: "not-found" });
  }
  const { items, ...rest } = await own.items(auctionId === undefined ? { area: listed, state } : { auctionId, state }, request);
  return accept({ response: { items: items.map(itemView), ...rest } });
}

/** An item. */
export async function readSurveillanceItem(
  ports: Pick<SurveillancePorts, "own">,
  { caller, params }: Call<typeof worklistEndpoints.readSurveillanceItem>,
) {
  const found = await itemFor(ports, caller, params.itemId);
  return found.ok ? accept({ response: itemView(found.value) }) : found;
}

/** What happened to an item, the earliest first. */
export async function listSurveillanceItemEntries(
  ports: Pick<SurveillancePorts, "own">,
  { caller, params, query }: Call<typeof worklistEndpoints.listSurveillanceItemEntries>,
) {
  const found = await itemFor(ports, caller, params.itemId);
  if (!found.ok) return found;
  const { items, ...rest } = await ports.own.entries(params.itemId, query);
  return accept({ response: { items: items.map(entryView), ...rest } });
}
