import type { Call } from "../../../shared/http/api-handler.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { checkAsked } from "./asked.ts";
import type { searchEndpoints } from "./contract.ts";
import { asOf, assetsAt, views } from "./find.ts";
import { recordSearch, type SearchPorts } from "./record-search.ts";
import { checkFound, checkOwn, onlyOwn, positionsOf, resolve } from "./resolve.ts";

/** Searches the register, a page of assets at a time. */
export async function searchCollateral(ports: SearchPorts, call: Call<typeof searchEndpoints.searchCollateral>) {
  const { caller, query } = call;
  const { limit, cursor, ...asked } = query;
  const now = ports.clock.now();
  const checked = checkAsked(asked, now);
  if (!checked.ok) return checked;
  const own = await checkOwn(ports, caller, asked);
  if (!own.ok) return own;
  const target = await resolve(ports, asked, onlyOwn(caller));
  const { items: positions, ...rest } = await positionsOf(ports, target, { limit, cursor });
  // Before anything is told of them, also that it can't be told yet.
  const allowed = await checkFound(ports, caller, asked, positions);
  if (!allowed.ok) return allowed;
  const found = await assetsAt(ports, target, positions, { at: asked.at, now });
  if (!found.ok) return found;
  const assets = found.value;
  await recordSearch(ports, call, asked, assets, now);
  return accept({
    response: {
      ...{ items: views(assets), ...rest, asked, askedAt: now, asOf: asOf(asked, now, assets), entities: [...target.entities] },
      nothingFound: assets.length === 0 && cursor === undefined && rest.nextCursor === undefined,
    },
  });
}
