import type { Call } from "../../shared/http/api-handler.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { next } from "../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { mainAccount, partyAccount, reserveAccount, siteAccount } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { quota } from "../../shared/permits/instruments.ts";
import { returnPermits } from "../../shared/permits/issue.ts";
import { reserveBlock } from "../../shared/permits/reserve-additions.ts";
import { sourceOf } from "../../shared/permits/surplus-rules.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { monthsLeft } from "./buy-back-amount.ts";
import { type surplusEndpoints, surplusFacts } from "./contract.ts";
import { holdOfStorage, stateOf } from "./end-storage.ts";
import { owesNothing } from "./fee-debt.ts";
import { surplusLifecycles } from "./lifecycles.ts";
import { priced } from "./payment.ts";
import type { SurplusPorts } from "./ports.ts";
import type { SurplusRefusal } from "./problems.ts";
import { areasOf, namesOf } from "./site-permit.ts";
import type { Storage } from "./store.ts";
import { type BuyBackView, storedView } from "./views.ts";

/**
 * Buys stored surplus of the caller back at the standing price that the call names: the hold is paid to the issuing side, quota to the reserve,
 * headroom of months not begun to the cap, and cash from the fund to the holder, in one entry. Nothing is bought while a recovery of the site
 * is open: what it takes is not sold before the job comes; nor while the site owes tonnes of the permit, whose fee is not paid any more.
 */
export function buyBackSurplus(ports: SurplusPorts, call: Call<typeof surplusEndpoints.buyBackSurplus>) {
  const { clock, own, ledger, reserves } = ports;
  const { caller, params, body } = call;
  const { tonnes, priceVersion } = body;
  const { storageId } = params;
  return runCommand<BuyBackView, SurplusRefusal>(ports, call, async () => {
    const storage = await own.storage(storageId);
    if (storage?.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const { instrument, remainingTonnes, siteId, pool, partyId } = storage;
    const guard = tonnes.eq(remainingTonnes) ? "nothing is left" : "something is left";
    const after = next(surplusLifecycles.storage, stateOf(ports, storage), "buyBackSurplus", guard);
    if (!after.ok) return after;
    const open = await own.openRecovery(siteId);
    if (open) return refuse({ code: "recovery-open", ...namesOf(storage), recoveryId: open.recoveryId, source: sourceOf("recovery") });
    if (tonnes.gt(remainingTonnes)) return refuse({ code: "above-stored", tonnes, stored: remainingTonnes });
    const at = clock.now();
    const source = sourceOf("buy-back");
    if (monthsLeft(storage, at) === 0) return refuse({ code: "permit-term-over", source, instrument });
    const offer = await priced(ports, storage, tonnes, at);
    if (!offer.ok) return offer;
    const { amount, price, payment } = offer.value;
    if (priceVersion !== price.version) {
      return refuse({ code: "buy-back-price-changed", priceVersion, version: price.version, price: price.priceCnyPerTonneYear });
    }
    const { available } = await ledger.position(mainAccount("buy-back"), CNY);
    if (available.lt(amount)) return refuse({ code: "buy-back-fund-too-small", source, required: amount, available });
    const hold = await holdOfStorage(ports, storage);
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: areasOf(storage) });
    const entry = ledger.newEntry<SurplusRefusal>({ ...envelope, cause: { kind: "buy-back", reference: storageId } });
    const [from, to] = [siteAccount(siteId), reserveAccount(pool)];
    returnPermits(entry, { ...storage, tonnes, from, to, at, held: [{ hold, quantity: tonnes }] });
    entry.delivers(to, quota(storage.pollutant, pool), reserveBlock(storage, envelope.factId));
    if (amount.gt(0)) entry.transfer({ instrument: CNY, from: mainAccount("buy-back"), to: partyAccount(partyId), quantity: amount });
    const left = { ...boughtFrom(storage, tonnes, at), state: after.value };
    const addition = {
      additionId: envelope.factId,
      tonnes,
      source: "buy-back",
      documentNumber: price.documentNumber,
      addedAt: at,
    } as const;
    const remaining = plain(left.remainingTonnes);
    const data = {
      ...storedView(storage),
      boughtTonnes: plain(tonnes),
      remainingTonnes: remaining,
      ...payment,
      blockReference: reserveBlock(storage, envelope.factId),
    };
    return accept({
      response: { storageId, tonnes: plain(tonnes), remainingTonnes: remaining, ...payment },
      writes: [
        own.storagePut(left),
        reserves.additionPut(storage, addition),
        owesNothing(ports, siteId, instrument),
        own.state(surplusFacts.permitsBoughtBack, { ...envelope, data }),
        ...entry.writes(),
      ],
    });
  });
}

/** Stored surplus after so many tonnes of it were bought back. */
function boughtFrom(storage: Storage, tonnes: Storage["tonnes"], at: string): Storage {
  const remainingTonnes = storage.remainingTonnes.minus(tonnes);
  const ended = remainingTonnes.isZero() ? { endedAt: at } : {};
  return { ...storage, ...ended, remainingTonnes, version: storage.version + 1 };
}
