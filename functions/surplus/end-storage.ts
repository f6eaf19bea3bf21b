import type { Call } from "../../shared/http/api-handler.ts";
import type { Caller } from "../../shared/http/caller.ts";
import { plain, zero } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { next } from "../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { isExpired } from "../../shared/ledger/instrument.ts";
import type { Hold } from "../../shared/ledger/rows.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { type surplusEndpoints, surplusFacts } from "./contract.ts";
import { covering } from "./free-tonnes.ts";
import { surplusLifecycles } from "./lifecycles.ts";
import type { SurplusPorts } from "./ports.ts";
import type { SurplusRefusal } from "./problems.ts";
import { areasOf } from "./site-permit.ts";
import type { Storage } from "./store.ts";
import { type StorageView, storageView, storedView } from "./views.ts";

/** Takes all that is still stored out again, for its holder: it counts, and its certificate, unless withdrawn, covers it again. */
export function takeOutSurplus(ports: SurplusPorts, call: Call<typeof surplusEndpoints.takeOutSurplus>) {
  const { caller, params } = call;
  return runCommand<StorageView, SurplusRefusal>(ports, call, async () => {
    const storage = await ports.own.storage(params.storageId);
    if (storage?.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const ended = await endedStorage(ports, caller, storage, "takeOutSurplus", {});
    if (!ended.ok) return ended;
    return accept({ ...ended.value, writes: [...ended.value.writes, ...(await coveredAgain(ports, storage))] });
  });
}

/** Ends a storage for a reason, as the bureau: its tonnes count again, and are no certified surplus any more. */
export function endStorage(ports: SurplusPorts, call: Call<typeof surplusEndpoints.endStorage>) {
  const { caller, params, body } = call;
  return runCommand<StorageView, SurplusRefusal>(ports, call, async () => {
    const storage = await ports.own.storage(params.storageId);
    if (!storage || !scopeOf(caller).answersFor(storage.area)) return refuse({ code: "not-found" });
    return endedStorage(ports, caller, storage, "endStorage", body);
  });
}

/** The hold of stored surplus. */
export async function holdOfStorage({ ledger }: SurplusPorts, { siteId, instrument, storageId }: Storage): Promise<Hold> {
  return required(await ledger.hold(siteAccount(siteId), instrument, storageId), `hold of ${storageId}`);
}

/** The state of stored surplus by the clock: its row learns of the end of the term later. */
export function stateOf({ clock }: Pick<SurplusPorts, "clock">, { state, instrument }: Storage): Storage["state"] {
  return state === "stored" && isExpired(instrument, clock.now()) ? "expired" : state;
}

async function endedStorage(
  ports: SurplusPorts,
  caller: Caller,
  storage: Storage,
  event: "takeOutSurplus" | "endStorage",
  why: Pick<Storage, "reason" | "documentNumber">,
) {
  const { clock, own, ledger } = ports;
  const { storageId, partyId, remainingTonnes } = storage;
  const after = next(surplusLifecycles.storage, stateOf(ports, storage), event);
  if (!after.ok) return after;
  const hold = await holdOfStorage(ports, storage);
  const at = clock.now();
  const state = after.value;
  const ended: Storage = { ...storage, ...why, state, remainingTonnes: zero, endedAt: at, version: storage.version + 1 };
  const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: areasOf(storage) });
  const entry = ledger.newEntry<SurplusRefusal>({ ...envelope, cause: { kind: "storage-end", reference: storageId } });
  entry.voidRest(hold);
  const data = { ...storedView(storage), endedTonnes: plain(remainingTonnes), ending: state, ...why };
  return accept({
    response: storageView(ended),
    writes: [own.storagePut(ended), own.state(surplusFacts.storageEnded, { ...envelope, data }), ...entry.writes()],
  });
}

/** The writes by which a certificate covers again what was stored under it. */
async function coveredAgain({ own }: SurplusPorts, { certificateId, remainingTonnes }: Storage): Promise<WriteFragment<never>[]> {
  const certificate = required(await own.certificate(certificateId), `certificate ${certificateId}`);
  if (certificate.state !== "certified") return [];
  const coverage = required(await own.coverage(certificate), `coverage of ${certificateId}`);
  const openTonnes = certificate.openTonnes.plus(remainingTonnes);
  return [
    own.certificatePut({ ...certificate, openTonnes, version: certificate.version + 1 }),
    own.coveragePut(covering(coverage, remainingTonnes)),
  ];
}
