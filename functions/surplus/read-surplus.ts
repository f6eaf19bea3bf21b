import type { Call } from "../../shared/http/api-handler.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { ownOrInArea, type ScopedCaller, scopeOf } from "../../shared/members/scope.ts";
import type { surplusEndpoints } from "./contract.ts";
import type { SurplusPorts } from "./ports.ts";
import { holdsWaiting } from "./recovery-parts.ts";
import { recoveryKey } from "./store.ts";
import { certificateView, recoveryView, storageView } from "./views.ts";

/** Reads a certificate. */
export async function readCertificate({ own }: SurplusPorts, { caller, params }: Call<typeof surplusEndpoints.readCertificate>) {
  const found = await own.certificate(params.certificateId);
  return found && sees(caller, found) ? accept({ response: certificateView(found) }) : refuse({ code: "not-found" });
}

/** Lists certificates. */
export async function listCertificates({ own }: SurplusPorts, { caller, query }: Call<typeof surplusEndpoints.listCertificates>) {
  const page = await ownOrInArea(caller, query, own.certificatesOf, own.certificatesIn);
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(certificateView) } }) : page;
}

/** Reads stored surplus. */
export async function readStorage({ own }: SurplusPorts, { caller, params }: Call<typeof surplusEndpoints.readStorage>) {
  const found = await own.storage(params.storageId);
  return found && sees(caller, found) ? accept({ response: storageView(found) }) : refuse({ code: "not-found" });
}

/** Lists stored surplus. */
export async function listStorages({ own }: SurplusPorts, { caller, query }: Call<typeof surplusEndpoints.listStorages>) {
  const page = await ownOrInArea(caller, query, own.storagesOf, own.storagesIn);
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(storageView) } }) : page;
}

/** Reads a recovery with what it waits for now. */
export async function readRecovery(ports: SurplusPorts, { caller, params }: Call<typeof surplusEndpoints.readRecovery>) {
  const found = await ports.own.recovery(recoveryKey(params.recoveryId));
  if (!found || !sees(caller, found)) return refuse({ code: "not-found" });
  const waiting = found.state === "open" ? await holdsWaiting(ports, found) : [];
  return accept({ response: { ...recoveryView(found), waiting } });
}

/** Lists recoveries. */
export async function listRecoveries({ own }: SurplusPorts, { caller, query }: Call<typeof surplusEndpoints.listRecoveries>) {
  const page = await ownOrInArea(caller, query, own.recoveriesOf, own.recoveriesIn);
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(recoveryView) } }) : page;
}

function sees(caller: ScopedCaller, { partyId, area }: { readonly partyId: string; readonly area: string }): boolean {
  return scopeOf(caller).sees({ partyId, areas: [area] });
}
