import type { Caller } from "../../../../shared/http/caller.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import type { Reading } from "../../../../shared/members/readings.ts";

/** Who reads, as the log of readings says it: the member, its role and the person, by their names of now. */
export function readerOf({
  party,
  member,
  role,
  subject,
}: Caller): Pick<Reading, "readerId" | "readerName" | "readerRole" | "subject" | "personName"> {
  const { partyId, name } = required(party, "party of the caller");
  const { personName } = required(member, "membership of the caller");
  return { readerId: partyId, readerName: name, readerRole: role, subject, personName };
}
