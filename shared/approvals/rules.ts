import { type Instant, plusSeconds } from "../kernel/clock.ts";
import type { EndpointDescription, SecondPersonChoice } from "../kernel/endpoint.ts";
import { accept, type Outcome, refuse } from "../kernel/outcome.ts";
import type { RequestState } from "./contract.ts";
import type { RequestRefusal } from "./problems.ts";

/** Hours that a request waits: three days, so that one entered on a Friday can be decided on Monday. */
const waitingHours = 72;

/** When a request entered at an instant ends; at `endsBy` where what it asks for is impossible afterwards. */
export function endOf(enteredAt: Instant, endsBy: Instant | undefined): Instant {
  const usual = plusSeconds(enteredAt, waitingHours * 3_600);
  return endsBy !== undefined && endsBy < usual ? endsBy : usual;
}

/** Whether a member's call only enters a request: always for some roles, for others where their member has chosen so. */
export function needsSecondPerson(
  { secondPerson }: Pick<EndpointDescription, "secondPerson">,
  caller: { readonly role: string; readonly party?: { readonly secondPersonFor: readonly SecondPersonChoice[] } },
): boolean {
  if (!secondPerson) return false;
  const { always = [], choice, whereChosen } = secondPerson;
  const chosen = caller.party?.secondPersonFor ?? [];
  return (
    always.some((role) => role === caller.role) ||
    (choice !== undefined && chosen.includes(choice)) ||
    (whereChosen === true && chosen.length > 0)
  );
}

/** What is known of a request when somebody wants to decide it. */
export interface Undecided {
  readonly state: RequestState;
  readonly enteredBy: string;
  readonly endsAt: Instant;
}

/** A stored state as a reader sees it at an instant: what nobody decided in time has lapsed, without anybody writing it. */
export function stateAt({ state, endsAt }: Pick<Undecided, "state" | "endsAt">, at: Instant): RequestState {
  return state === "pending" && at >= endsAt ? "lapsed" : state;
}

/** Whether a request can be decided at an instant. */
export function checkOpen(request: Pick<Undecided, "state" | "endsAt">, at: Instant): Outcome<true, RequestRefusal> {
  const state = stateAt(request, at);
  if (state === "lapsed") return refuse({ code: "request-ended", endsAt: request.endsAt });
  return state === "pending" ? accept(true) : refuse({ code: "request-decided" });
}

/** Whether a person may take a decision: approving and refusing is for others, withdrawing for the person who entered. */
export function checkPerson(
  { enteredBy }: Pick<Undecided, "enteredBy">,
  subject: string,
  decision: "approved" | "refused" | "withdrawn",
): Outcome<true, RequestRefusal> {
  const own = enteredBy === subject;
  if (decision === "withdrawn") return own ? accept(true) : refuse({ code: "not-own-entry" });
  return own ? refuse({ code: "own-entry" }) : accept(true);
}
