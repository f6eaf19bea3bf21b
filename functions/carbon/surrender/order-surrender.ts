import type { Call } from "../../../shared/http/api-handler.ts";
import { zero } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount, striped } from "../../../shared/ledger/account.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { AllowancePorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import type { surrenderEndpoints } from "./contract.ts";
import { isObliged, openTonnes } from "./obligation.ts";
import { isRegulatorsFreeze } from "./regulators-freeze.ts";
import { sourceOf } from "./rules.ts";
import { recordedSurrender } from "./surrender-record.ts";
import { checkAllowance } from "./taken-allowances.ts";
import type { SurrenderView } from "./views.ts";

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
    const frozen = isRegulatorsFreeze(hold, instrument) ? hold : undefined;
    if (!frozen || frozen.remaining.lt(tonnes))
      return refuse({ code: "not-frozen", holdId, tonnes, frozen: frozen?.remaining ?? zero, source: sourceOf("frozen") });
    const allowances = [{ instrument, tonnes }];
    const { view, writes } = recordedSurrender(
      ports,
      caller,
      { kind: "order", obligation, party, at, allowances, offsets: [], documentNumber, reason },
      (entry) => entry.post(frozen, striped("retired", `${partyId}.${year}`), tonnes),
    );
    return accept({ response: view, writes });
  });
}
