import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf, startOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { PartyName } from "../../../shared/members/names.ts";
import { endedStandings } from "../../../shared/members/vocabulary.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { nameView } from "./views.ts";

type RenameCall = Call<typeof partiesEndpoints.renameParty>;

/** Enters a new legal name. Facts keep the name of their time; the former name ends when the new one begins. */
export function renameParty(ports: PartiesPorts, call: RenameCall) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof nameView>, PartiesRefusal>(ports, call, async () => {
    const at = clock.now();
    const [party, latest] = await Promise.all([own.party(params.partyId), own.nameAt(params.partyId, at)]);
    if (!party) return refuse({ code: "not-found" });
    const { partyId, name: formerName, creditCode, area, standing } = party;
    if (endedStandings.includes(standing)) return refuse({ code: "standing-refuses", standing });
    if (body.name === formerName) return refuse({ code: "name-unchanged", name: formerName });
    const dates = checkDates(body, at);
    if (!dates.ok) return dates;
    const before = required(latest, `name of ${partyId}`);
    const name = nextName(before, body);
    const { documentNumber, documentDate } = body;
    const data = { partyId, name: name.name, formerName, creditCode, from: name.from, documentNumber, documentDate };
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [area] });
    return accept({
      response: nameView(name),
      writes: [
        own.partyPut({ ...party, name: name.name, version: party.version + 1 }),
        own.namePut({ ...before, until: name.from, version: before.version + 1 }),
        own.namePut(name),
        own.state(partiesFacts.partyRenamed, { ...envelope, data }),
      ],
    });
  });
}

function checkDates({ effectiveOn, documentDate }: RenameCall["body"], at: Instant): Outcome<true, PartiesRefusal> {
  const today = dayOf(at);
  const late = [effectiveOn, documentDate].find((date) => date > today);
  return late === undefined ? accept(true) : refuse({ code: "date-to-come", date: late, today });
}

/** The name that follows: from the day of its registration, but never before the name that it follows. */
function nextName(before: PartyName, { name, effectiveOn, documentNumber, documentDate }: RenameCall["body"]): PartyName {
  const start = startOfDay(effectiveOn);
  const from = start > before.from ? start : before.from;
  const { partyId, area } = before;
  return { partyId, area, name, ordinal: before.ordinal + 1, from, documentNumber, documentDate, version: 1 };
}
