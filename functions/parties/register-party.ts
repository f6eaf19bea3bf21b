import type { Call } from "../../shared/http/api-handler.ts";
import type { Instant } from "../../shared/kernel/clock.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { creditCodeFault } from "../../shared/members/credit-code.ts";
import type { Member, Party } from "../../shared/members/members.ts";
import { roleOfType } from "../../shared/members/vocabulary.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { take } from "./claims/take.ts";
import { type partiesEndpoints, partiesFacts } from "./contract.ts";
import { freedPerson } from "./people/freed-person.ts";
import type { PartiesPorts } from "./ports.ts";
import type { PartiesRefusal } from "./problems.ts";
import { partyView } from "./views.ts";

type RegisterCall = Call<typeof partiesEndpoints.registerParty>;

/**
 * Any signed-in person can apply for an organisation and becomes its representative; its role has no rights until the operator admits it.
 * Only the person named in the settings can register the operator itself, once for good, and it is admitted at once: whoever is still named
 * there after leaving can't make a second one. A registration that was refused or withdrawn binds neither its person nor its credit code.
 */
export function registerParty(ports: PartiesPorts, call: RegisterCall) {
  const { clock, own } = ports;
  const { caller, body } = call;
  return runCommand<ReturnType<typeof partyView>, PartiesRefusal>(ports, call, async () => {
    const checked = checkRegistration(ports, call);
    if (!checked.ok) return checked;
    const at = clock.now();
    const party = registeredParty(body, at);
    const { partyId, name, creditCode, type, area } = party;
    const [freed, claim] = await Promise.all([freedPerson(ports, caller, at), own.claim("credit-code", creditCode)]);
    if (!freed.ok) return freed;
    const taken = await take(ports, claim, { kind: "credit-code", number: creditCode, by: caller.subject, partyId, at });
    if (!taken.ok) return taken;
    const before = freed.value.member;
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [area] });
    return accept({
      response: partyView(party),
      writes: [
        ...(type === "operator" ? [own.operatorPut(partyId)] : []),
        own.membershipPut(registrant(party, caller.subject, before), before),
        ...freed.value.writes,
        own.claimPut(taken.value),
        own.partyPut(party),
        own.namePut({ partyId, name, area, ordinal: 1, from: at, version: 1 }),
        own.state(partiesFacts.partyRegistered, { ...envelope, data: { partyId, name, creditCode, type } }),
      ],
    });
  });
}

function registeredParty(body: RegisterCall["body"], registeredAt: Instant): Party {
  const standing = body.type === "operator" ? "admitted" : "applied";
  const partyId = newId(registeredAt);
  return { ...body, partyId, standing, exclusions: [], people: 1, representatives: 1, secondPersonFor: [], registeredAt, version: 1 };
}

function registrant({ partyId, type, area, representative, registeredAt }: Party, subject: string, before: Member | undefined): Member {
  const person = { subject, personName: representative, function: "representative" } as const;
  return { ...person, partyId, role: roleOfType[type], area, since: registeredAt, version: (before?.version ?? 0) + 1 };
}

function checkRegistration({ firstOperator }: PartiesPorts, { caller, body }: RegisterCall): Outcome<true, PartiesRefusal> {
  const { creditCode, type } = body;
  const fault = creditCodeFault(creditCode);
  if (fault) return refuse({ code: "credit-code-invalid", creditCode, fault });
  if (type === "operator" && caller.subject !== firstOperator) return refuse({ code: "operator-by-settings-only" });
  return accept(true);
}
