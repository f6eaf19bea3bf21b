import { stateAt } from "../../shared/approvals/rules.ts";
import type { Inbox, RequestStatus } from "../../shared/approvals/store.ts";
import type { Call } from "../../shared/http/api-handler.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import type { approvalsEndpoints } from "./contract.ts";

/** Dependencies of the inbox. */
export interface InboxPorts {
  readonly clock: Clock;
  readonly inbox: Inbox;
}

/** What other people of the caller's party entered and nobody has decided. */
export async function listApprovals({ clock, inbox }: InboxPorts, { caller, query }: Call<typeof approvalsEndpoints.listApprovals>) {
  const { items, ...rest } = await inbox.waiting(caller.partyId, clock.now(), query);
  // The caller's own are left out after the page was read, so that a page can be shorter than asked for.
  return accept({ response: { items: items.filter(({ enteredBy }) => enteredBy !== caller.subject), ...rest } });
}

/** What the caller entered. */
export async function listEnteredRequests(
  { clock, inbox }: InboxPorts,
  { caller, query }: Call<typeof approvalsEndpoints.listEnteredRequests>,
) {
  const at = clock.now();
  const { items, ...rest } = await inbox.entered(caller.partyId, caller.subject, query);
  const seen = (status: RequestStatus) => ({ ...status, state: stateAt(status, at) });
  return accept({ response: { items: items.map(seen), ...rest } });
}
