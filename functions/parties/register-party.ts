import type { Call } from "../../shared/http/api-handler.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { Party } from "../../shared/members/members.ts";
import { roleOfType } from "../../shared/members/vocabulary.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "./contract.ts";
import { creditCodeFault } from "./credit-code.ts";
import type { PartiesPorts } from "./ports.ts";
import type { PartiesRefusal } from "./problems.ts";
import { partyView } from "./views.ts";

type RegisterCall = Call<typeof partiesEndpoints.registerParty>;

/**
 * Any signed-in person can apply for an organisation and becomes its representative; its role has no rights until the operator admits it.
 * Only the person named in the settings can register the operator itself, which is admitted at once.
 */
export function registerParty(ports: PartiesPorts, call: RegisterCall) {
  const { clock, own } = ports;
  const { caller, body } = call;
  return runCommand<ReturnType<typeof partyView>, PartiesRefusal>(ports, call, async () => {
    const checked = checkRegistration(ports, call);
    if (!checked.ok) return checked;
    const at = clock.now();
    const standing = body.type === "operator" ? "admitted" : "applied";
    const party: Party = {
      ...body,
      partyId: newId(at),
      standing,
      exclusions: [],
      people: 1,
      secondPersonFor: [],
      registeredAt: at,
      version: 1,
    };
    const { partyId, name, creditCode, type, area } = party;
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [area] });
    return accept({
      response: partyView(party),
      writes: [
        own.membershipPut({ subject: caller.subject, partyId, role: roleOfType[type], area }),
        own.creditCodePut(creditCode),
        own.partyPut(party),
        own.state(partiesFacts.partyRegistered, { ...envelope, data: { partyId, name, creditCode, type } }),
      ],
    });
  });
}

function checkRegistration({ firstOperator }: PartiesPorts, { caller, body }: RegisterCall): Outcome<true, PartiesRefusal> {
  const { creditCode, type } = body;
  const fault = creditCodeFault(creditCode);
  if (fault) return refuse({ code: "credit-code-invalid", creditCode, fault });
  if (type === "operator" && caller.subject !== firstOperator) return refuse({ code: "operator-by-settings-only" });
  if (caller.party) return refuse({ code: "already-member" });
  return accept(true);
}
