import type { Call } from "../../shared/http/api-handler.ts";
import type { Role } from "../../shared/kernel/endpoint.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { Party } from "../../shared/members/members.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "./contract.ts";
import { creditCodeFault } from "./credit-code.ts";
import type { PartiesPorts } from "./ports.ts";
import type { PartiesRefusal } from "./refusals.ts";
import { creditCodePut, membershipPut, partyPut } from "./store.ts";
import { partyView } from "./views.ts";

type RegisterCall = Call<typeof partiesEndpoints.registerParty>;

/** The role that people of a party act in. */
export const roleOfType = {
  enterprise: "enterprise",
  bank: "bank",
  verifier: "verifier",
  bureau: "regulator",
  district: "district",
  operator: "operator",
} as const satisfies Record<Party["type"], Role>;

/**
 * Any signed-in person applies for an organisation and becomes its representative; nothing opens before the operator admits it. Only the
 * person named in the settings registers the operator itself, which is admitted at once.
 */
export function registerParty(ports: PartiesPorts, { caller, body, key }: RegisterCall) {
  const { table, clock, dynamo } = ports;
  // The person's own key: the same before and after there is a membership, so that a replay is found.
  const command = { table, party: `person:${caller.subject}`, operation: "registerParty", key, input: body };
  return runCommand<ReturnType<typeof partyView>, PartiesRefusal>({ dynamo, clock }, command, async () => {
    const checked = checkRegistration(ports, caller.subject, body);
    if (!checked.ok) return checked;
    if (caller.party) return refuse({ code: "already-member" });
    const at = clock.now();
    const isOperator = body.type === "operator";
    const party: Party = {
      ...body,
      partyId: newId(at),
      standing: isOperator ? "admitted" : "applied",
      exclusions: [],
      registeredAt: at,
      version: 1,
    };
    const { partyId, name, creditCode, type, area } = party;
    const envelope = { factId: newId(at), occurredAt: at, actor: caller.subject, parties: [partyId], area };
    return accept({
      response: partyView(party),
      writes: [
        membershipPut(table, { subject: caller.subject, partyId, role: roleOfType[type], area }),
        creditCodePut(table, creditCode),
        partyPut(table, party),
        factWrite(table, partiesFacts.partyRegistered, { ...envelope, data: { partyId, name, creditCode, type } }),
      ],
    });
  });
}

function checkRegistration(
  { firstOperator }: PartiesPorts,
  subject: string,
  { creditCode, type }: RegisterCall["body"],
): Outcome<true, PartiesRefusal> {
  const fault = creditCodeFault(creditCode);
  if (fault) return refuse({ code: "credit-code-invalid", creditCode, fault });
  if (type === "operator" && (!firstOperator || subject !== firstOperator)) return refuse({ code: "operator-by-settings-only" });
  return accept(true);
}
