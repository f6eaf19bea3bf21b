import type { Call } from "../../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../../shared/members/scope.ts";
import type { differencesEndpoints } from "../contract-differences.ts";
import type { DifferenceStore } from "./store.ts";

/** Differences in the caller's area, newest first. */
export async function listRecordDifferences(
  { differences }: { readonly differences: Pick<DifferenceStore, "page"> },
  { caller, query }: Call<typeof differencesEndpoints.listRecordDifferences>,
) {
  const { area, ...request } = query;
  const listed = scopeOf(caller).areaToList(area);
  return listed === undefined ? refuse({ code: "not-found" }) : accept({ response: await differences.page(listed, request) });
}
