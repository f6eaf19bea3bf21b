import type { Call } from "../../../shared/http/api-handler.ts";
import { plain, zero } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount, striped } from "../../../shared/ledger/account.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { AllowancePorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import type { surrenderEndpoints } from "./contract.ts";
import { surrenderFacts } from "./contract-facts.ts";
import { entityOf, isObliged, obligationChange, openTonnes } from "./obligation.ts";
import type { Surrender } from "./rows.ts";
import { sourceOf } from "./rules.ts";
import { checkAllowance } from "./taken-allowances.ts";
import { type SurrenderView, surrenderView } from "./views.ts";

/** Orders surrender out of a freeze: its tonnes are retired in one entry with the obligation that they meet. */
export function orderSurrender(ports: AllowancePorts, call: Call<typeof surrenderEndpoints.orderSurrender>) {
  const { clock, own, ledger, members } = ports;
  const { caller, params, body } = call;
  const { partyId, year } = params;
  const { holdId, instrument, tonnes, documentNumber, reason } = body;
  return runCommand<SurrenderView, CarbonRefusal>(ports, call, async () => {
    const [obligation, party] = await Promise.all([own.obligation(partyId, year), members.party(partyId)]);
    if (!party || !scopeOf(caller).answersFor(party.area)) return refuse({ code: "not-found" });
    if (!obligation || !isObliged(obligation)) return refuse({ code: "no-obligation", partyId, year, source: sourceOf("surrender") });
    const at = clock.now();
    const usable = checkAllowance(instrument, obligation.market, at);
    if (!usable.ok) return usable;
    const open = openTonnes(obligation);
    if (tonnes.gt(open)) return refuse({ code: "surrender-above-open", tonnes, open, source: sourceOf("surrender") });
    const hold = await ledger.hold(partyAccount(partyId), instrument, holdId);
    const frozen = hold?.purpose === "freeze" && hold.instrument === instrument && hold.state === "pending" ? hold : undefined;
    if (!frozen || frozen.remaining.lt(tonnes))
      return refuse({ code: "not-frozen", holdId, tonnes, frozen: frozen?.remaining ?? zero, source: sourceOf("frozen") });
    const entity = entityOf(obligation, party);
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [entity.area] });
    const row: Surrender = {
      ...{ ...entity, surrenderId: envelope.factId, kind: "order", at, documentNumber, reason },
      ...{ allowances: [{ instrument, tonnes: plain(tonnes) }], offsets: [] },
    };
    const entry = ledger.newEntry<CarbonRefusal>({ ...envelope, cause: { kind: "surrender-order", reference: row.surrenderId } });
    entry.post(frozen, striped("retired", `${partyId}.${year}`), tonnes);
    const because = { factType: surrenderFacts.surrendered.factType, reference: row.surrenderId };
    const event = { kind: "surrendered", allowances: [{ instrument, tonnes }], offsets: zero } as const;
    const after = obligationChange(own, { entity, current: obligation }, event, { envelope, because });
    const view = surrenderView(row);
    return accept({
      response: view,
      writes: [
        own.surrenderPut(row),
        own.state(surrenderFacts.surrendered, { ...envelope, data: view }),
        ...after.writes,
        ...entry.writes(),
      ],
    });
  });
}
