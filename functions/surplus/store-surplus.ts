import type { Call } from "../../shared/http/api-handler.ts";
import { monthOf } from "../../shared/kernel/calendar.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { next } from "../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { isExpired } from "../../shared/ledger/instrument.ts";
import { sourceOf } from "../../shared/permits/surplus-rules.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { type surplusEndpoints, surplusFacts } from "./contract.ts";
import { owesNothing } from "./fee-debt.ts";
import { covering } from "./free-tonnes.ts";
import { surplusLifecycles } from "./lifecycles.ts";
import type { SurplusPorts } from "./ports.ts";
import type { SurplusRefusal } from "./problems.ts";
import { areasOf } from "./site-permit.ts";
import type { Certificate, Storage } from "./store.ts";
import { type StorageView, storageView, storedView } from "./views.ts";

/** Stores certified surplus of the caller: its tonnes are held at their site, do not count, and keep their term. */
export function storeSurplus(ports: SurplusPorts, call: Call<typeof surplusEndpoints.storeSurplus>) {
  const { clock, own, ledger } = ports;
  const { caller, body } = call;
  const { certificateId, tonnes } = body;
  return runCommand<StorageView, SurplusRefusal>(ports, call, async () => {
    const certificate = await own.certificate(certificateId);
    if (certificate?.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const { state, openTonnes, startMonth, siteId, instrument } = certificate;
    const after = next(surplusLifecycles.certificate, state, "storeSurplus");
    if (!after.ok) return after;
    const source = sourceOf("registered-reduction");
    if (tonnes.gt(openTonnes)) return refuse({ code: "above-certificate", source, tonnes, open: openTonnes });
    const at = clock.now();
    if (startMonth > monthOf(at)) return refuse({ code: "reduction-not-begun", source, startMonth, month: monthOf(at) });
    if (isExpired(instrument, at)) return refuse({ code: "holder-has-no-such-permit", siteId, instrument });
    const coverage = required(await own.coverage(certificate), `coverage of ${certificateId}`);
    const { available, held } = await ledger.position(siteAccount(siteId), instrument);
    const covered = coverage.tonnes.minus(openTonnes);
    if (available.lt(tonnes))
      return refuse({ code: "surplus-not-free", source: sourceOf("paid-permits"), tonnes, available, covered, held });
    const envelope = factEnvelopeOf(caller, at, { parties: [caller.partyId], areas: areasOf(certificate) });
    const storage: Storage = {
      ...subjectOf(certificate),
      ...{ storageId: envelope.factId, certificateId, tonnes, remainingTonnes: tonnes, state: "stored", storedAt: at, version: 1 },
    };
    const { storageId } = storage;
    const entry = ledger.newEntry<SurplusRefusal>({ ...envelope, cause: { kind: "storage", reference: storageId } });
    entry.hold({ holdId: storageId, account: siteAccount(siteId), instrument, quantity: tonnes, purpose: "storage" });
    return accept({
      response: storageView(storage),
      writes: [
        own.storagePut(storage),
        own.certificatePut({ ...certificate, openTonnes: openTonnes.minus(tonnes), version: certificate.version + 1 }),
        own.coveragePut(covering(coverage, tonnes.neg())),
        own.state(surplusFacts.surplusStored, { ...envelope, data: storedView(storage) }),
        owesNothing(ports, siteId, instrument),
        ...entry.writes(),
      ],
    });
  });
}

/** Whose a certificate is, and of which permit. */
function subjectOf(certificate: Certificate) {
  const { partyId, partyName, creditCode, siteId, siteName, licenceNumber, area } = certificate;
  const { instrument, pollutant, pool, poolArea, firstMonth, lastMonth } = certificate;
  return {
    ...{ partyId, partyName, creditCode, siteId, siteName, licenceNumber, area },
    ...{ instrument, pollutant, pool, poolArea, firstMonth, lastMonth },
  };
}
