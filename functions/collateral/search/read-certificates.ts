import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { CollateralPorts } from "../ports.ts";
import { foundSha256 } from "./certificate.ts";
import type { searchEndpoints } from "./contract.ts";
import { allPositions, assetsAt, views } from "./find.ts";
import type { SearchPorts } from "./record-search.ts";
import { resolve } from "./resolve.ts";

/** Certificates of the caller's party, newest first. */
export async function listCollateralCertificates(
  { own }: CollateralPorts,
  { caller, query }: Call<typeof searchEndpoints.listCollateralCertificates>,
) {
  const { items, ...rest } = await own.certificatesOf(caller.partyId, query);
  const rows = items.map(({ number, issuedAt, asked, assets, contentSha256 }) => ({ number, issuedAt, asked, assets, contentSha256 }));
  return accept({ response: { items: rows, ...rest } });
}

/** A certificate, as it was issued to the caller's party. */
export async function readCollateralCertificate(
  { own }: CollateralPorts,
  { caller, params }: Call<typeof searchEndpoints.readCollateralCertificate>,
) {
  const found = await own.certificateContent(params.number);
  return found?.partyId === caller.partyId ? accept({ response: found.content }) : refuse({ code: "not-found" });
}

/** Whether a certificate of a number and content was issued, and whether its question finds the same now. */
export async function checkCollateralCertificate(
  ports: SearchPorts,
  { params, query }: Call<typeof searchEndpoints.checkCollateralCertificate>,
) {
  const issued = await ports.own.genuineCertificate(params.number, query.contentSha256);
  if (!issued) return accept({ response: { genuine: false, current: false } });
  const target = await resolve(ports, issued.about, issued.onlyCode);
  const positions = await allPositions(ports, target);
  // What is registered now, also of a certificate of the past: nothing that it takes may be behind, so that the public is always answered.
  const found = positions && (await assetsAt(ports, target, positions, { at: undefined, now: ports.clock.now() }));
  if (!found?.ok) return accept({ response: { genuine: true, current: false } });
  const same = foundSha256({ asked: issued.asked, entities: [...target.entities], assets: views(found.value) });
  return accept({ response: { genuine: true, current: same === issued.foundSha256 } });
}
