import type { Call } from "../../shared/http/api-handler.ts";
import { monthOf } from "../../shared/kernel/calendar.ts";
import type { Instant } from "../../shared/kernel/clock.ts";
import { zero } from "../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { reserveAccount, siteAccount } from "../../shared/ledger/account.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { quota } from "../../shared/permits/instruments.ts";
import { returnPermits } from "../../shared/permits/issue.ts";
import { reserveBlock } from "../../shared/permits/reserve-additions.ts";
import { sourceOf } from "../../shared/permits/surplus-rules.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { type surplusEndpoints, surplusFacts } from "./contract.ts";
import { covering, freeBesideCertificates } from "./free-tonnes.ts";
import type { SurplusPorts } from "./ports.ts";
import type { SurplusRefusal } from "./problems.ts";
import { areasOf, holderOf, permitParts } from "./site-permit.ts";
import type { Certificate } from "./store.ts";
import { type CertificateView, certificateView, certifiedView } from "./views.ts";

/**
 * Certifies a reduction, out of the paid and unencumbered tonnes that no other certificate covers. What the government paid for becomes quota
 * of the reserve in the same entry, without a price. Sites outside the regulator's area are `not-found`.
 */
export function certifySurplus(ports: SurplusPorts, call: Call<typeof surplusEndpoints.certifySurplus>) {
  const { clock, own, members } = ports;
  const { caller, body } = call;
  const { partyId, siteId, instrument, tonnes, startMonth } = body;
  return runCommand<CertificateView, SurplusRefusal>(ports, call, async () => {
    const [party, site] = await Promise.all([members.party(partyId), members.site(partyId, siteId)]);
    if (!party || !site || !scopeOf(caller).answersFor(site.area)) return refuse({ code: "not-found" });
    const coverage = await freeBesideCertificates(ports, { siteId, instrument }, tonnes);
    if (!coverage.ok) return coverage;
    const at = clock.now();
    const permit = permitParts(instrument);
    const { lastMonth } = permit;
    const source = sourceOf("registered-reduction");
    if (startMonth > lastMonth) return refuse({ code: "reduction-outside-term", source, startMonth, lastMonth });
    const byGovernment = body.paidBy === "government";
    if (byGovernment && startMonth > monthOf(at)) return refuse({ code: "reduction-not-begun", source, startMonth, month: monthOf(at) });
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: areasOf({ ...permit, area: site.area }) });
    const certificate: Certificate = {
      ...{ ...body, ...holderOf(party, site), ...permit, certificateId: envelope.factId, certifiedAt: at, version: 1 },
      ...(byGovernment ? { state: "returned", openTonnes: zero } : { state: "certified", openTonnes: tonnes }),
    };
    const data = {
      ...certifiedView(certificate),
      ...(byGovernment && { blockReference: reserveBlock(permit, certificate.certificateId) }),
    };
    return accept({
      response: certificateView(certificate),
      writes: [
        own.certificatePut(certificate),
        own.coveragePut(covering(coverage.value, certificate.openTonnes)),
        own.state(surplusFacts.surplusCertified, { ...envelope, data }),
        ...(byGovernment ? returnToReserve(ports, certificate, envelope, at) : []),
      ],
    });
  });
}

/** The writes by which certified tonnes leave their site and join the reserve. */
function returnToReserve(
  { ledger, reserves }: SurplusPorts,
  certificate: Certificate,
  envelope: ReturnType<typeof factEnvelopeOf>,
  at: Instant,
): WriteFragment<SurplusRefusal>[] {
  const { certificateId, siteId, pool, tonnes, documentNumber } = certificate;
  const entry = ledger.newEntry<SurplusRefusal>({ ...envelope, cause: { kind: "government-reduction", reference: certificateId } });
  returnPermits(entry, { ...certificate, from: siteAccount(siteId), to: reserveAccount(pool), at });
  entry.delivers(reserveAccount(pool), quota(certificate.pollutant, pool), reserveBlock(certificate, certificateId));
  const addition = { additionId: certificateId, tonnes, source: "government-investment", documentNumber, addedAt: at } as const;
  return [reserves.additionPut(certificate, addition), ...entry.writes()];
}
