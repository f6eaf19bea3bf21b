import { allowanceTerm } from "../../../shared/carbon/instruments.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import { plain, zero } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount } from "../../../shared/ledger/account.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { AllowancePorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import type { surrenderEndpoints } from "./contract.ts";
import { surrenderFacts } from "./contract-facts.ts";
import { isRegulatorsFreeze } from "./regulators-freeze.ts";
import { sourceOf } from "./rules.ts";
import { exceedsFree } from "./taken-allowances.ts";
import type { FreezeView } from "./views.ts";

/** Freezes free allowances of an entity, or lifts a part of a freeze: what is frozen neither moves nor counts until it is ordered or lifted. */
export function freezeAllowances(ports: AllowancePorts, call: Call<typeof surrenderEndpoints.freezeAllowances>) {
  const { clock, own, ledger, members } = ports;
  const { caller, params, body } = call;
  const { partyId } = params;
  const { liftedHoldId, instrument, tonnes, documentNumber, reason } = body;
  return runCommand<FreezeView, CarbonRefusal>(ports, call, async () => {
    const party = await members.party(partyId);
    if (!party || !scopeOf(caller).answersFor(party.area)) return refuse({ code: "not-found" });
    const at = clock.now();
    const account = partyAccount(partyId);
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [party.area] });
    const holdId = liftedHoldId ?? envelope.factId;
    const entry = ledger.newEntry<CarbonRefusal>({ ...envelope, cause: { kind: "allowance-freeze", reference: holdId } });
    let before = zero;
    if (liftedHoldId === undefined) {
      if (isExpired(instrument, at)) return refuse({ code: "vintage-expired", instrument, source: sourceOf("frozen") });
      const position = await ledger.position(account, instrument);
      if (position.available.lt(tonnes)) return refuse(exceedsFree([position], allowanceTerm(instrument)?.market ?? "", tonnes, at));
      entry.hold({ holdId, account, instrument, quantity: tonnes, purpose: "freeze" });
    } else {
      const hold = await ledger.hold(account, instrument, holdId);
      const frozen = isRegulatorsFreeze(hold, instrument) ? hold : undefined;
      if (!frozen || frozen.remaining.lt(tonnes))
        return refuse({ code: "not-frozen", holdId, tonnes, frozen: frozen?.remaining ?? zero, source: sourceOf("frozen") });
      before = frozen.remaining;
      entry.release(frozen, tonnes);
    }
    const frozenTonnes = plain(liftedHoldId === undefined ? tonnes : before.minus(tonnes));
    const { name: partyName, creditCode, area } = party;
    const lifted = liftedHoldId !== undefined;
    const data = {
      holdId,
      partyId,
      partyName,
      creditCode,
      area,
      instrument,
      lifted,
      tonnes: plain(tonnes),
      frozenTonnes,
      documentNumber,
      reason,
    };
    return accept({
      response: { holdId, instrument, frozenTonnes },
      writes: [own.state(surrenderFacts.freezeChanged, { ...envelope, data }), ...entry.writes()],
    });
  });
}
