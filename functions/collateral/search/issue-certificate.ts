import type { Call } from "../../../shared/http/api-handler.ts";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { CollateralRefusal } from "../problems.ts";
import { checkAsked } from "./asked.ts";
import { type CertificateContent, foundSha256, newCertificateNumber, sealed, statementOf } from "./certificate.ts";
import { type searchEndpoints, searchFacts } from "./contract.ts";
import { allPositions, asOf, assetsAt, mostAssets, views } from "./find.ts";
import { recordSearch, type SearchPorts } from "./record-search.ts";
import { checkFound, checkOwn, onlyOwn, resolve } from "./resolve.ts";
import type { Certificate } from "./shapes.ts";

/** A certificate and its stored response have to stay below the size of a row. */
const mostBytes = 300_000;

/** Issues a certificate of what is found, or that nothing is. */
export function issueCollateralCertificate(ports: SearchPorts, call: Call<typeof searchEndpoints.issueCollateralCertificate>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  return runCommand<Certificate, CollateralRefusal>(ports, call, async () => {
    const now = clock.now();
    const checked = checkAsked(body, now);
    if (!checked.ok) return checked;
    const onlyCode = onlyOwn(caller);
    const ofItself = await checkOwn(ports, caller, body);
    if (!ofItself.ok) return ofItself;
    const target = await resolve(ports, body, onlyCode);
    const positions = await allPositions(ports, target);
    if (!positions) return refuse({ code: "search-too-broad", positions: mostAssets });
    const allowed = await checkFound(ports, caller, body, positions);
    if (!allowed.ok) return allowed;
    const found = await assetsAt(ports, target, positions, { at: body.at, now });
    if (!found.ok) return found;
    const assets = found.value;
    const { creditCode, name: legalName, area, partyId } = required(caller.party, "party of a member");
    const stated = { asOf: asOf(body, now, assets), assets: views(assets) };
    const content: CertificateContent = {
      ...{ number: newCertificateNumber(now), issuedAt: now, issuedTo: { creditCode, legalName } },
      ...{ asked: body, askedAt: now, entities: [...target.entities], statement: statementOf(stated), ...stated },
    };
    const certificate = sealed(content);
    if (Buffer.byteLength(canonicalJson(certificate)) > mostBytes) return refuse({ code: "search-too-broad", positions: mostAssets });
    const { number, contentSha256 } = certificate;
    const row = {
      ...{ number, partyId, issuedAt: now, asked: body, about: target.about ?? body, ...(onlyCode !== undefined && { onlyCode }) },
      ...{ foundSha256: foundSha256(certificate), contentSha256, assets: assets.length },
    };
    const envelope = factEnvelopeOf(caller, now, { parties: [partyId], areas: [area] });
    const data = { number, partyId, asked: body, assets: assets.length, contentSha256 };
    return accept({
      response: certificate,
      // Owners may be more than the transaction has room for.
      prepare: () => recordSearch(ports, call, body, assets, now, number),
      writes: [...own.certificatePut(row, certificate), own.state(searchFacts.certificateIssued, { ...envelope, data })],
    });
  });
}
