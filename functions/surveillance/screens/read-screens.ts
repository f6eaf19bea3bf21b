import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { screensEndpoints } from "./contract.ts";
import type { ScreensStore } from "./store.ts";
import { screenedView, screensView } from "./views.ts";

/** Dependencies of reading screens. */
export interface ScreenReads {
  readonly own: ScreensStore;
}

/** Auctions that were screened, the latest first. */
export async function listScreenedAuctions({ own }: ScreenReads, { caller, query }: Call<typeof screensEndpoints.listScreenedAuctions>) {
  const { area, pollutant, pool, ...request } = query;
  if ((pollutant === undefined) !== (pool === undefined)) return refuse({ code: "market-incomplete" });
  const listed = scopeOf(caller).areaToList(area);
  if (listed === undefined) return refuse({ code: "not-found" });
  const market = pollutant !== undefined && pool !== undefined ? { pollutant, pool } : undefined;
  const { items, ...rest } = await own.screenings(listed, market, request);
  return accept({ response: { items: items.map(screenedView), ...rest } });
}

/** The screens of an auction; not there before its close, and for nobody but the regulators of its pool. */
export async function readAuctionScreens({ own }: ScreenReads, { caller, params }: Call<typeof screensEndpoints.readAuctionScreens>) {
  const screening = await own.screening(params.auctionId);
  if (!screening || !scopeOf(caller).answersFor(screening.area)) return refuse({ code: "not-found" });
  return accept({ response: screensView(screening) });
}
