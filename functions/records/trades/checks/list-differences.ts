import type { Call } from "../../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../../shared/members/scope.ts";
import { pageOfReading, type ReadingPorts } from "../../readings/record-reading.ts";
import type { differencesEndpoints } from "../contract-differences.ts";
import type { DifferenceStore } from "./store.ts";

/** Differences in the caller's area, newest first. They name accounts of members, so that to read them is recorded. */
export async function listRecordDifferences(
  ports: ReadingPorts & { readonly differences: Pick<DifferenceStore, "page"> },
  { caller, endpoint, query }: Call<typeof differencesEndpoints.listRecordDifferences>,
) {
  const { area, purpose, investigation, ...request } = query;
  const listed = scopeOf(caller).areaToList(area);
  if (listed === undefined) return refuse({ code: "not-found" });
  const asked = { area: listed };
  const { operationId: operation } = endpoint;
  const others = { operation, area: listed, kinds: ["trade-records"], asked, purpose, investigation };
  const page = await pageOfReading(ports, caller, { operation, ...asked }, others, request, (of) => ports.differences.page(listed, of));
  return page.ok ? accept({ response: page.value }) : page;
}
