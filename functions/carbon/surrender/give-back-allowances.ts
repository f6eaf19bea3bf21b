import type { Call } from "../../../shared/http/api-handler.ts";
import { zero } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount, striped } from "../../../shared/ledger/account.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { AllowancePorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import type { surrenderEndpoints } from "./contract.ts";
import { surplusTonnes } from "./obligation.ts";
import { sourceOf } from "./rules.ts";
import { recordedSurrender } from "./surrender-record.ts";
import { everySurrender, takenBack } from "./taken-back.ts";
import type { SurrenderView } from "./views.ts";

/**
 * Gives allowances back to their entity that were retired beyond what a figure requires now: never more of an allowance than was retired for
 * the year, and none whose last month is over, for it would not count.
 */
export function giveBackAllowances(ports: AllowancePorts, call: Call<typeof surrenderEndpoints.giveBackAllowances>) {
  const { clock, own, members } = ports;
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
    const allowances = [{ instrument, tonnes }];
    const takesBack = takenBack(await everySurrender(own, { partyId, year }), instrument, tonnes);
    const { view, writes } = recordedSurrender(
      ports,
      caller,
      { kind: "giving-back", obligation, party, at, allowances, offsets: [], takesBack, documentNumber, reason },
      // The same stripe took them in, so it has at least as many.
      (entry) =>
        entry.transfer({ instrument, from: striped("retired", `${partyId}.${year}`), to: partyAccount(partyId), quantity: tonnes }),
    );
    return accept({ response: view, writes });
  });
}
