import type { Call } from "../../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../../shared/members/scope.ts";
import type { differencesEndpoints } from "../contract-differences.ts";
import type { ExceptionStore } from "./exception-store.ts";

/** Late records and reversals in the caller's area, newest first. */
export async function listRecordExceptions(
  { exceptions }: { readonly exceptions: Pick<ExceptionStore, "page"> },
  { caller, query }: Call<typeof differencesEndpoints.listRecordExceptions>,
) {
  const { area, what, ...request } = query;
  const listed = scopeOf(caller).areaToList(area);
  return listed === undefined ? refuse({ code: "not-found" }) : accept({ response: await exceptions.page(listed, what, request) });
}
