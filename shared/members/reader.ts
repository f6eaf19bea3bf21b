import { required } from "../kernel/invariant.ts";
import { isValidAt } from "./letter.ts";
import type { Member, Party } from "./members.ts";
import type { Reading } from "./readings.ts";

/** The part of a caller that says who reads. */
export interface ReadingCaller {
  readonly subject: string;
  readonly role: string;
  readonly party?: Party;
  readonly member?: Member;
}

/** Who reads, as the log of readings says it: the member, its role and the person, by their names of now. */
export function readerOf({
  party,
  member,
  role,
  subject,
}: ReadingCaller): Pick<Reading, "readerId" | "readerName" | "readerRole" | "subject" | "personName"> {
  const { partyId, name } = required(party, "party of the caller");
  const { personName } = required(member, "membership of the caller");
  return { readerId: partyId, readerName: name, readerRole: role, subject, personName };
}

/** Why a person must not read the data of others. Reads are open to those who may not write, but only of what is their own. */
export function barredReader({ party, member }: ReadingCaller, at: string) {
  if (party?.standing === "suspended") return { code: "reader-suspended", reason: party.standingReason ?? "" } as const;
  const letter = member?.letter;
  return letter && !isValidAt(letter, at) ? ({ code: "reader-letter-over", from: letter.from, until: letter.until } as const) : undefined;
}
