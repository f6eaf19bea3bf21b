import type { Call } from "../../shared/http/api-handler.ts";
import { plain, zero } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { next } from "../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { type surplusEndpoints, surplusFacts } from "./contract.ts";
import { covering } from "./free-tonnes.ts";
import { surplusLifecycles } from "./lifecycles.ts";
import type { SurplusPorts } from "./ports.ts";
import type { SurplusRefusal } from "./problems.ts";
import { areasOf } from "./site-permit.ts";
import type { Certificate } from "./store.ts";
import { type CertificateView, certificateView, certifiedView } from "./views.ts";

/** Withdraws a certificate: it covers nothing any more. What is stored under it stays stored. */
export function withdrawCertificate(ports: SurplusPorts, call: Call<typeof surplusEndpoints.withdrawCertificate>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  const { certificateId } = params;
  return runCommand<CertificateView, SurplusRefusal>(ports, call, async () => {
    const certificate = await own.certificate(certificateId);
    if (!certificate || !scopeOf(caller).answersFor(certificate.area)) return refuse({ code: "not-found" });
    const { state, openTonnes, partyId } = certificate;
    const after = next(surplusLifecycles.certificate, state, "withdrawCertificate");
    if (!after.ok) return after;
    const coverage = required(await own.coverage(certificate), `coverage of ${certificateId}`);
    const { reason } = body;
    const withdrawn: Certificate = { ...certificate, state: after.value, reason, openTonnes: zero, version: certificate.version + 1 };
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [partyId], areas: areasOf(certificate) });
    const data = { ...certifiedView(certificate), openTonnes: plain(openTonnes), reason };
    return accept({
      response: certificateView(withdrawn),
      writes: [
        own.certificatePut(withdrawn),
        own.coveragePut(covering(coverage, openTonnes.neg())),
        own.state(surplusFacts.certificateWithdrawn, { ...envelope, data }),
      ],
    });
  });
}
