import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { endOf, needsSecondPerson } from "../../approvals/rules.ts";
import type { Entry, RequestStore } from "../../approvals/store.ts";
import type { Clock, Instant } from "../../kernel/clock.ts";
import { sha256 } from "../../kernel/ids.ts";
import { invariant } from "../../kernel/invariant.ts";
import { accept, type Refusal, refuse } from "../../kernel/outcome.ts";
import type { Bilingual } from "../../kernel/problem.ts";
import { commit, StoreBusy } from "../../store/transaction.ts";
import type { Caller } from "../caller.ts";
import type { AuthorizedCall, Operation, UseCaseOutcome } from "../chain.ts";
import { inputHashOf, inputText, restoredInput } from "./input.ts";

/** Dependencies of entering and deciding requests. */
export interface RequestPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly requests: RequestStore;
  /** Whether anybody else of the caller's party can approve now. */
  readonly othersApprove: (caller: Pick<Caller, "subject" | "partyId">) => Promise<boolean>;
  /** Path below which this function serves its requests. */
  readonly path: string;
}

/** Returned through a use case that would have done what only waits now. */
interface Waits extends Refusal {
  readonly code: "waits-for-second-person";
  readonly entry: Entry;
}

/**
 * Serves an operation that asks for a second person: a call that needs one is decided as usual, so that what would be refused is refused at
 * once, but instead of its writes the request is stored. The answer names it.
 */
export function entering(ports: RequestPorts, { endpoint, serve }: Operation): Operation["serve"] {
  return async (call) => {
    const { caller } = call;
    if (!needsSecondPerson(endpoint, caller)) return serve(call);
    const alone = endpoint.secondPerson?.exceptWhileAlone && !(await ports.othersApprove(caller));
    if (alone) return serve({ ...call, caller: { ...caller, alone } });
    return enter(ports, call, serve);
  };
}

async function enter(ports: RequestPorts, call: AuthorizedCall, serve: Operation["serve"]): Promise<UseCaseOutcome> {
  const entered = newEntry(ports, call);
  const { partyId, requestId, inputHash } = entered;
  invariant(restoredInput(call.endpoint, entered), `${call.endpoint.operationId} can be restored from what is stored`);
  const earlier = await ports.requests.entry(partyId, requestId);
  if (earlier) return answer(call, earlier, inputHash, true);
  const outcome = await serve({
    ...call,
    async instead({ endsBy }): Promise<Waits> {
      const entry = await storeOnce(ports, { ...entered, endsAt: endOf(entered.enteredAt, endsBy) });
      return { code: "waits-for-second-person", entry };
    },
  });
  // Done before the member asked for a second person, under the same key; or of a kind that one person decides.
  if (outcome.ok)
    invariant(outcome.value.replayed || call.endpoint.secondPerson?.perDecision, `${call.endpoint.operationId} writes through runCommand`);
  return !outcome.ok && isWaiting(outcome.refusal) ? answer(call, outcome.refusal.entry, inputHash, false) : outcome;
}

function isWaiting(refusal: Refusal): refusal is Waits {
  return refusal.code === "waits-for-second-person";
}

/** The request of a call. Its id follows from member, operation and key, so that entering it twice enters it once. */
function newEntry({ clock, path }: RequestPorts, call: AuthorizedCall): Entry {
  const { endpoint, caller, key } = call;
  const { partyId, subject, area } = caller;
  const { operationId } = endpoint;
  const requestId = sha256(`${partyId}#${operationId}#${key}`).slice(0, 32);
  const input = inputText(endpoint, call);
  const enteredAt: Instant = clock.now();
  return {
    ...{ requestId, operation: operationId, address: `${path}/${requestId}`, partyId, area },
    ...{ enteredBy: subject, enteredAt, endsAt: endOf(enteredAt, undefined), input, inputHash: inputHashOf(input) },
  };
}

/** Stores a request, and returns the stored one: this, or the one of an earlier attempt. */
async function storeOnce({ dynamo, requests }: RequestPorts, entry: Entry): Promise<Entry> {
  const stored = () => requests.entry(entry.partyId, entry.requestId);
  try {
    const result = await commit(dynamo, requests.entryWrites(entry));
    if (result.kind === "committed") return entry;
  } catch (error) {
    // The outcome is unknown (lost reply or timeout): the row tells whether it was committed.
    const found = await stored();
    if (found) return found;
    throw error;
  }
  const found = await stored();
  if (!found) throw new StoreBusy("a request that was there can't be read");
  return found;
}

function answer({ caller }: AuthorizedCall, entry: Entry, inputHash: string, replayed: boolean): UseCaseOutcome {
  if (entry.inputHash !== inputHash) return refuse({ code: "idempotency-key-reused" });
  const { requestId, operation, address, enteredBy, enteredAt, endsAt } = entry;
  const others = (caller.party?.people ?? 1) - 1;
  const response = {
    requestId,
    operation,
    address,
    enteredBy,
    enteredAt,
    endsAt,
    others,
    next: others > 0 ? approvalOf(address) : invitation,
  };
  return accept({ response, replayed, entered: address });
}

function approvalOf(address: string): Bilingual {
  return {
    zh: `待本单位另一人复核：POST ${address}/approval，或退回：POST ${address}/refusal。`,
    en: `Another person of your party has to approve it with POST ${address}/approval, or refuse it with POST ${address}/refusal.`,
  };
}

const invitation: Bilingual = {
  zh: "本单位目前只有您一人，无人可以复核。请先邀请另一人：POST /parties/own/invitations。",
  en: "You are the only person of your party, so nobody can approve it yet. Invite another one with POST /parties/own/invitations.",
};
