import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Member, Party } from "../../../shared/members/members.ts";
import { allows, endedStandings } from "../../../shared/members/vocabulary.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { partiesEndpoints } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { invitationOf, invitationWrites } from "./invite-person.ts";
import { managedParty, personOf } from "./managing.ts";
import { endingWrites } from "./statements.ts";
import { invitationView, personView } from "./views.ts";

type ReplaceCall = Call<typeof partiesEndpoints.replaceRepresentative>;

/**
 * Replaces the only representative of a party, who has left without naming another. Whoever leaves is removed at once; the new one is
 * invited, because nobody is bound without consent. While another representative is there, the exchange has no say in a party's people.
 */
export function replaceRepresentative(ports: PartiesPorts, call: ReplaceCall) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof invitationView>, PartiesRefusal>(ports, call, async () => {
    const [managed, party] = await Promise.all([managedParty(ports, caller), own.party(params.partyId)]);
    if (!managed.ok) return managed;
    if (!party) return refuse({ code: "not-found" });
    const leaving = await leavingRepresentative(ports, party, body.leaving);
    if (!leaving.ok) return leaving;
    const at = clock.now();
    const { documentNumber, reason, ...person } = body;
    const invited = await invitationOf(ports, { caller, party, at, ...person, function: "representative" });
    if (!invited.ok) return invited;
    const { value: member } = leaving;
    const ending = member ? [own.membershipEnd(member), ...endingWrites(ports, caller, party, member, { at, reason, documentNumber })] : [];
    const writes = [...ending, ...invitationWrites(ports, caller, party, invited.value, { documentNumber })];
    return accept({ response: invitationView(invited.value), writes });
  });
}

/** The only representative of a party, as named; undefined if it has none left. */
async function leavingRepresentative(
  ports: PartiesPorts,
  { partyId, standing, representatives }: Party,
  named: string | undefined,
): Promise<Outcome<Member | undefined, PartiesRefusal>> {
  if (standing === "applied" || endedStandings.includes(standing)) return refuse({ code: "standing-refuses", standing });
  if (representatives > 1 || (representatives === 1) !== (named !== undefined)) {
    return refuse({ code: "representatives-remain", representatives });
  }
  if (named === undefined) return accept(undefined);
  const member = await personOf(ports, partyId, named);
  return member.ok && !allows(member.value.function, "manage-people") ? refuse({ code: "not-found" }) : member;
}

/** People of a party, for the operator. */
export async function listPartyPeople({ own }: PartiesPorts, { params, query }: Call<typeof partiesEndpoints.listPartyPeople>) {
  const party = await own.party(params.partyId);
  if (!party) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.peopleOf(params.partyId, query);
  return accept({ response: { items: items.map(personView), ...rest } });
}
