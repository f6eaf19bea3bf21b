import type { Call } from "../../../shared/http/api-handler.ts";
import { importErrorView } from "../../../shared/imports/import-errors.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { pageInScope, type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import type { licencesEndpoints } from "../contract.ts";
import type { LicencesPorts } from "../ports.ts";
import { differenceView, importView } from "../views.ts";

/** An imported file that the caller may see. */
async function importInReach({ own }: LicencesPorts, caller: ScopedCaller, importId: string) {
  const row = await own.import(importId);
  return row && scopeOf(caller).answersFor(row.area) ? row : undefined;
}

/** An imported file. */
export async function readLicenceImport(ports: LicencesPorts, { caller, params }: Call<typeof licencesEndpoints.readLicenceImport>) {
  const row = await importInReach(ports, caller, params.importId);
  return row ? accept({ response: importView(row) }) : refuse({ code: "not-found" });
}

/** Imported files of an authority's area, newest first. */
export async function listLicenceImports({ own }: LicencesPorts, { caller, query }: Call<typeof licencesEndpoints.listLicenceImports>) {
  const page = await pageInScope(scopeOf(caller), query, own.importsIn);
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  return accept({ response: { items: items.map(importView), ...rest } });
}

/** What is wrong with a refused file, a page at a time. */
export async function listLicenceImportErrors(
  ports: LicencesPorts,
  { caller, params, query }: Call<typeof licencesEndpoints.listLicenceImportErrors>,
) {
  if (!(await importInReach(ports, caller, params.importId))) return refuse({ code: "not-found" });
  const { items, ...rest } = await ports.own.importErrors(params.importId, query);
  return accept({ response: { items: items.map(({ error }) => importErrorView(error)), ...rest } });
}

/** Differences of an authority's area in one state, by kind and subject. */
export async function listDifferences({ own }: LicencesPorts, { caller, query }: Call<typeof licencesEndpoints.listDifferences>) {
  const { state, ...request } = query;
  const page = await pageInScope(scopeOf(caller), request, (area, of) => own.differencesIn(area, state, of));
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  return accept({ response: { items: items.map(differenceView), ...rest } });
}
