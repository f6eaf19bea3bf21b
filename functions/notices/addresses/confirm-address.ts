import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { noticesEndpoints } from "../contract.ts";
import type { NoticesPorts } from "../ports.ts";
import type { NoticesRefusal } from "../problems.ts";
import { codeMatches, codeTries } from "./code.ts";
import type { Address, AddressReference, Candidate } from "./rows.ts";
import { addressView } from "./views.ts";

/** Confirms the address that a code was sent to: from now on notices go there, and no longer to an earlier one. */
export function confirmAddress(ports: NoticesPorts, call: Call<typeof noticesEndpoints.confirmAddress>) {
  const { addresses, clock } = ports;
  const { subject, partyId } = call.caller;
  const reference = { partyId, subject, channel: call.params.channel };
  return runCommand<ReturnType<typeof addressView>, NoticesRefusal>(ports, call, async () => {
    const tried = await useTry(ports, reference);
    if (!tried.ok) return tried;
    const { candidate, ...stored } = tried.value;
    if (!(await codeMatches(call.body.code, stored))) return refuse({ code: "code-wrong", triesLeft: codeTries - candidate.tries });
    const earlier = await addresses.address(reference);
    const confirmed: Address = {
      ...reference,
      address: candidate.address,
      unwanted: earlier?.unwanted ?? [],
      confirmedAt: clock.now(),
      version: (earlier?.version ?? 0) + 1,
    };
    return accept({ response: addressView(confirmed), writes: [addresses.addressPut(confirmed), addresses.candidateRemoved(candidate)] });
  });
}

/**
 * Uses up one try before the code is compared, under the version of the row: however many guesses come at once, no more than the allowed
 * ones are compared. A command that decides again because something changed uses another try.
 */
function useTry(
  { dynamo, addresses, clock }: NoticesPorts,
  reference: AddressReference,
): Promise<Outcome<{ readonly candidate: Candidate; readonly codeHash: string; readonly codeSalt: string }, NoticesRefusal>> {
  return retryWhileStale("the tries of a code", async () => {
    const candidate = await addresses.candidate(reference);
    const { codeHash, codeSalt, codeUntil = "", tries = codeTries } = candidate ?? {};
    if (!candidate || codeHash === undefined || codeSalt === undefined || codeUntil <= clock.now() || tries >= codeTries) {
      return refuse({ code: "nothing-to-confirm" });
    }
    const tried: Candidate = { ...candidate, tries: tries + 1, version: candidate.version + 1 };
    const used = await commit(dynamo, [addresses.candidatePut(tried)]);
    return used.kind === "committed" ? accept({ candidate: tried, codeHash, codeSalt }) : stale;
  });
}
