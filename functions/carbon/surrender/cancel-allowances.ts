import { allowanceTerm } from "../../../shared/carbon/instruments.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount, striped } from "../../../shared/ledger/account.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { AllowancePorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import type { surrenderEndpoints } from "./contract.ts";
import { surrenderFacts } from "./contract-facts.ts";
import { sourceOf } from "./rules.ts";
import { exceedsFree } from "./taken-allowances.ts";
import type { CancellationView } from "./views.ts";

/** Cancels allowances of the caller for good: they are retired and count for no obligation. */
export function cancelAllowances(ports: AllowancePorts, call: Call<typeof surrenderEndpoints.cancelAllowances>) {
  const { clock, own, ledger, members } = ports;
  const { caller, body } = call;
  const { partyId } = caller;
  const { instrument, tonnes, reason } = body;
  return runCommand<CancellationView, CarbonRefusal>(ports, call, async () => {
    const [party, position] = await Promise.all([members.party(partyId), ledger.position(partyAccount(partyId), instrument)]);
    if (!party) return refuse({ code: "not-found" });
    const at = clock.now();
    if (isExpired(instrument, at)) return refuse({ code: "vintage-expired", instrument, source: sourceOf("surrender") });
    if (position.available.lt(tonnes)) return refuse(exceedsFree([position], allowanceTerm(instrument)?.market ?? "", tonnes, at));
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [party.area] });
    const cancellationId = envelope.factId;
    const entry = ledger.newEntry<CarbonRefusal>({ ...envelope, cause: { kind: "cancellation", reference: cancellationId } });
    entry.transfer({ instrument, from: partyAccount(partyId), to: striped("retired", cancellationId), quantity: tonnes });
    const { name: partyName, creditCode, area } = party;
    const data = { cancellationId, partyId, partyName, creditCode, area, instrument, tonnes: plain(tonnes), reason };
    return accept({
      response: { cancellationId, instrument, tonnes: plain(tonnes), cancelledAt: at },
      writes: [own.state(surrenderFacts.cancelled, { ...envelope, data }), ...entry.writes()],
    });
  });
}
