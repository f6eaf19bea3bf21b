import { type Clock, epochMilliseconds, type Instant } from "../kernel/clock.ts";
import type { Act, EndpointDescription, Role } from "../kernel/endpoint.ts";
import { actOf, isWrite } from "../kernel/endpoint.ts";
import { accept, type Outcome, type Refusal, refuse } from "../kernel/outcome.ts";
import { isPlainSubject } from "../kernel/subject.ts";
import { isValidAt } from "../members/letter.ts";
import type { Member, MemberReader, Party } from "../members/members.ts";
import { allows, endedStandings, type PersonFunction } from "../members/vocabulary.ts";

/** The caller: the token identifies the person, the membership determines what the person may do. */
export interface Caller {
  /** Subject of the token; empty for public calls. */
  readonly subject: string;
  /** The party the person acts for; `person:<subject>` without membership, `public` without token. */
  readonly partyId: string;
  readonly role: Role | "person" | "public";
  /** Area of the membership. */
  readonly area: string;
  /** The party's row, if there is a membership. */
  readonly party?: Party;
  /** Subject of the second person who approved what the caller had entered. */
  readonly approvedBy?: string;
  /** Done without a second person because nobody else of the party can approve now. */
  readonly alone?: true;
  /** The membership: the person's function in the party and its letter of authority. */
  readonly member?: Member;
}

/** Why a caller is not authorized: no usable subject, no membership, not admitted, wrong role or function, no valid letter, or suspended. */
export type CallerRefusal =
  | { readonly code: "subject-refused" }
  | { readonly code: "not-a-member" }
  | { readonly code: "member-not-admitted" }
  | { readonly code: "role-not-allowed"; readonly role: string; readonly allowed: readonly string[] }
  | { readonly code: "member-suspended"; readonly reason: string }
  | { readonly code: "function-not-allowed"; readonly function: PersonFunction; readonly act: Act }
  | { readonly code: "letter-not-valid"; readonly from: string; readonly until: string }
  | { readonly code: "unauthenticated" };

const cachedFor = 10_000;
/** Number of callers at which a process clears its cache. It serves one request at a time, so ten seconds hardly bring more. */
const cachedAtMost = 1_000;

/** Finds callers; caches memberships for ten seconds per process, and never more than a thousand. */
export function callerFinder(members: MemberReader, clock: Clock): (subject: string | undefined) => Promise<Caller> {
  const known = new Map<string, { readonly until: number; readonly caller: Caller }>();
  return async (subject) => {
    if (!subject) return { subject: "", partyId: "public", role: "public", area: "" };
    const now = epochMilliseconds(clock.now());
    const remembered = known.get(subject);
    if (remembered && remembered.until > now) return remembered.caller;
    const member = await members.member(subject);
    const party = member && (await members.party(member.partyId));
    const caller = member && party ? memberCaller(subject, member, party) : personCaller(subject);
    // Only admitted members are cached: an admission or reinstatement counts at once, a suspension after ten seconds.
    if (caller.party?.standing !== "admitted") return caller;
    // A warm process would otherwise keep everyone who ever called.
    if (known.size >= cachedAtMost) known.clear();
    known.set(subject, { until: now + cachedFor, caller });
    return caller;
  };
}

function memberCaller(subject: string, member: Member, party: Party): Caller {
  return { subject, partyId: member.partyId, role: member.role, area: member.area, party, member };
}

function personCaller(subject: string): Caller {
  return { subject, partyId: `person:${subject}`, role: "person", area: "" };
}

/** Refuses a token whose subject readers could confuse with another; a call without a token has none. */
export function checkSubject(subject: string | undefined): Outcome<string | undefined, CallerRefusal & Refusal> {
  return subject === undefined || isPlainSubject(subject) ? accept(subject) : refuse({ code: "subject-refused" });
}

/** Whether the caller may use the endpoint at an instant. A suspended member can still read but not write. */
export function authorize(caller: Caller, description: EndpointDescription, at: Instant): Outcome<Caller, CallerRefusal & Refusal> {
  if (description.roles.includes("public")) return accept(caller);
  if (caller.role === "public") return refuse({ code: "unauthenticated" });
  if (description.roles.includes("person")) return accept(caller);
  const { party, member, role } = caller;
  if (role === "person" || !party || !member) return refuse({ code: "not-a-member" });
  // Anybody can register as anything, so a role has no rights until the exchange has admitted the party.
  if (party.standing === "applied" || endedStandings.includes(party.standing)) return refuse({ code: "member-not-admitted" });
  if (!description.roles.includes(role)) return refuse({ code: "role-not-allowed", role, allowed: description.roles });
  if (party.standing === "suspended" && isWrite(description)) {
    return refuse({ code: "member-suspended", reason: party.standingReason ?? "" });
  }
  const refused = refusalOfFunction(member, description, at);
  return refused ? refuse(refused) : accept(caller);
}

/** Why the person may not do this for its party: its function does not allow it, or its letter of authority is not valid for a write. */
function refusalOfFunction({ function: own, letter }: Member, description: EndpointDescription, at: Instant): CallerRefusal | undefined {
  const act = actOf(description);
  if (act !== undefined && !allows(own, act)) return { code: "function-not-allowed", function: own, act };
  // Without a valid letter the person can still read: deadlines go on, and the party ends its access by removing the person.
  if (letter && isWrite(description) && !isValidAt(letter, at)) return { code: "letter-not-valid", from: letter.from, until: letter.until };
  return undefined;
}
