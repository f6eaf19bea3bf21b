import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { pageInScope, scopeOf } from "../../../shared/members/scope.ts";
import type { Page, PageRequest } from "../../../shared/store/client.ts";
import type { CarbonStore } from "../store.ts";
import { verificationSeenBy } from "./access.ts";
import type { verificationEndpoints } from "./contract.ts";
import type { VerificationPorts } from "./ports.ts";
import type { Verification } from "./store.ts";
import { listedVerificationView, verificationView } from "./views.ts";

/** Reads the verification of a report; a verifier reads nothing of earlier assignments, which were others'. */
export async function readVerification(
  { own }: VerificationPorts,
  { caller, params }: Call<typeof verificationEndpoints.readVerification>,
) {
  const found = await verificationSeenBy(own, caller, params.reportId);
  if (!found.ok) return found;
  const { report, verification } = found.value;
  const earlier = caller.role === "verifier" ? [] : await own.earlierVerifications(params.reportId);
  return accept({ response: await verificationView(own, verification, report, { earlier }) });
}

/** Lists a verifier's assignments, or the verifications of an area. A page may have fewer rows than asked for: what ended is left out. */
export async function listVerifications(
  { own }: VerificationPorts,
  { caller, query }: Call<typeof verificationEndpoints.listVerifications>,
) {
  const { reverification: state, area, ...rest } = query;
  const request = rest as PageRequest;
  if (caller.role === "verifier") {
    if (area !== undefined) return refuse({ code: "not-found" });
    const page = await own.verificationsOf(caller.partyId, request);
    const mine = page.items.filter((row) => state === undefined || row.reverification?.state === state);
    const listed = await withStates(own, { ...page, items: mine });
    return accept({ response: { ...page, items: listed.filter((each) => each.current).map(({ view }) => view) } });
  }
  const page = await pageInScope(scopeOf(caller), { ...request, area }, (part, asked) => own.verificationsIn(part, { state, ...asked }));
  if (!page.ok) return page;
  return accept({ response: { ...page.value, items: (await withStates(own, page.value)).map(({ view }) => view) } });
}

/** Verifications with the states of their reports, and whether each is the assignment that the report stands by. */
async function withStates(own: CarbonStore, { items }: Page<Verification>) {
  const reports = new Map((await own.reportsAt(items.map(({ reportId }) => reportId))).map((report) => [report.reportId, report]));
  return items.flatMap((row) => {
    const report = reports.get(row.reportId);
    if (!report) return [];
    const current = report.verifierId === row.verifierId && report.reportVersion === row.reportVersion;
    return [{ view: listedVerificationView(row, report.state), current }];
  });
}
