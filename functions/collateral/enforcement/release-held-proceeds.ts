import type { Call } from "../../../shared/http/api-handler.ts";
import { decimal, formatFen } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount } from "../../../shared/ledger/account.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { CollateralRefusal } from "../problems.ts";
import { aboutEnforcement, nextEnforcement } from "./change-enforcement.ts";
import { type enforcementEndpoints, enforcementFacts } from "./contract.ts";
import type { EnforcementPorts } from "./ports.ts";
import { type EnforcementView, enforcementData, enforcementView } from "./views.ts";

/** Releases money that stays set aside under freezes, as a court says: to the pledgor, or to a member whom the court awards it to. */
export function releaseHeldProceeds(ports: EnforcementPorts, call: Call<typeof enforcementEndpoints.releaseHeldProceeds>) {
  const { clock, own, ledger, members } = ports;
  const { caller, params, body } = call;
  const { amountCny, documentNumber, reason } = body;
  return runCommand<EnforcementView, CollateralRefusal>(ports, call, async () => {
    const enforcement = await own.enforcement(params.enforcementId);
    if (!enforcement) return refuse({ code: "not-found" });
    const { held, enforcementId, pledgorId } = enforcement;
    const remaining = decimal(held?.remainingCny ?? "0");
    if (!held || amountCny.gt(remaining)) return refuse({ code: "nothing-held", remainingCny: remaining, amountCny });
    const partyId = body.partyId ?? pledgorId;
    const party = await members.party(partyId);
    if (!party) return refuse({ code: "not-found" });
    const at = clock.now();
    const account = partyAccount(pledgorId);
    const hold = required(await ledger.hold(account, CNY, held.holdId), "hold of proceeds");
    const left = formatFen(remaining.minus(amountCny));
    const after = nextEnforcement(enforcement, { held: { ...held, remainingCny: left } });
    const envelope = aboutEnforcement(caller, at, after, [pledgorId, partyId]);
    const entry = ledger.newEntry<CollateralRefusal>({ ...envelope, cause: { kind: "held-proceeds", reference: enforcementId } });
    if (partyId === pledgorId) entry.release(hold, amountCny);
    else entry.post(hold, partyAccount(partyId), amountCny);
    const data = {
      ...enforcementData(after),
      ...{ pledgorId, pledgorName: enforcement.pledgorName, pledgorCode: enforcement.pledgorCreditCode },
      ...{
        amountCny: formatFen(amountCny),
        remainingCny: left,
        partyId,
        partyName: party.name,
        creditCode: party.creditCode,
        documentNumber,
        reason,
        moves: true,
      },
    };
    return accept({
      response: enforcementView(after, caller),
      writes: [own.enforcementPut(after), own.state(enforcementFacts.heldProceedsReleased, { ...envelope, data }), ...entry.writes()],
    });
  });
}
