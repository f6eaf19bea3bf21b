import type { Call } from "../../../shared/http/api-handler.ts";
import { plain, zero } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount, striped } from "../../../shared/ledger/account.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { AllowancePorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import type { surrenderEndpoints } from "./contract.ts";
import { surrenderFacts } from "./contract-facts.ts";
import { entityOf, obligationChange, surplusTonnes } from "./obligation.ts";
import type { Surrender } from "./rows.ts";
import { sourceOf } from "./rules.ts";
import { type SurrenderView, surrenderView } from "./views.ts";

/**
 * Gives allowances back to their entity that were retired beyond what a figure requires now: never more of an allowance than was retired for
 * the year, and none whose last month is over, for it would not count.
 */
export function giveBackAllowances(ports: AllowancePorts, call: Call<typeof surrenderEndpoints.giveBackAllowances>) {
  const { clock, own, ledger, members } = ports;
  const { caller, params, body } = call;
  const { partyId, year } = params;
  const { instrument, tonnes, documentNumber, reason } = body;
  return runCommand<SurrenderView, CarbonRefusal>(ports, call, async () => {
    const [obligation, party] = await Promise.all([own.obligation(partyId, year), members.party(partyId)]);
    if (!party || !scopeOf(caller).answersFor(party.area)) return refuse({ code: "not-found" });
    // While a report is open again, nobody knows what is too much.
    if (!obligation || obligation.basis === "none" || obligation.basis === "reopened")
      return refuse({ code: "no-obligation", partyId, year, source: sourceOf("correction") });
    const at = clock.now();
    if (isExpired(instrument, at)) return refuse({ code: "vintage-expired", instrument, source: sourceOf("surrender") });
    const surplus = surplusTonnes(obligation);
    const retired = obligation.retired.get(instrument) ?? zero;
    if (tonnes.gt(surplus) || tonnes.gt(retired))
      return refuse({ code: "above-surplus", tonnes, surplus, retired, source: sourceOf("correction") });
    const entity = entityOf(obligation, party);
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [entity.area] });
    const row: Surrender = {
      ...{ ...entity, surrenderId: envelope.factId, kind: "giving-back", at, documentNumber, reason },
      ...{ allowances: [{ instrument, tonnes: plain(tonnes) }], offsets: [] },
    };
    const entry = ledger.newEntry<CarbonRefusal>({ ...envelope, cause: { kind: "surrender-reversal", reference: row.surrenderId } });
    // The same stripe took them in, so it has at least as many.
    entry.transfer({ instrument, from: striped("retired", `${partyId}.${year}`), to: partyAccount(partyId), quantity: tonnes });
    const because = { factType: surrenderFacts.givenBack.factType, reference: row.surrenderId };
    const event = { kind: "surrendered", allowances: [{ instrument, tonnes: tonnes.neg() }], offsets: zero } as const;
    const after = obligationChange(own, { entity, current: obligation }, event, { envelope, because });
    const view = surrenderView(row);
    return accept({
      response: view,
      writes: [own.surrenderPut(row), own.state(surrenderFacts.givenBack, { ...envelope, data: view }), ...after.writes, ...entry.writes()],
    });
  });
}
