import { checkOpen, checkPerson, stateAt } from "../../approvals/rules.ts";
import type { Entry, RequestDecision, RequestStatus } from "../../approvals/store.ts";
import { required } from "../../kernel/invariant.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../kernel/outcome.ts";
import { commit } from "../../store/transaction.ts";
import { authorize, type Caller } from "../caller.ts";
import type { AuthorizedCall, Operation, UseCaseOutcome } from "../chain.ts";
import type { RequestPorts } from "./enter.ts";
import { restoredInput, storedParts } from "./input.ts";

/** Dependencies of deciding requests. */
export interface DecidingPorts extends RequestPorts {
  /** The operations that were entered, by operation id. */
  readonly operations: ReadonlyMap<string, Operation>;
  readonly findCaller: (subject: string) => Promise<Caller>;
}

interface Found {
  readonly entry: Entry;
  readonly status: RequestStatus;
}

/** Reads a request of the caller's party. */
export async function readRequest(ports: DecidingPorts, call: AuthorizedCall): Promise<UseCaseOutcome> {
  const found = await find(ports, call);
  return found.ok ? accept({ response: view(ports, found.value) }) : found;
}

/**
 * Approves a request: what was entered is run for the person who entered it, as it is authorized now, on the current state. The decision is
 * part of its transaction, and its key follows from the request: whoever approves, however often, it is done once.
 */
export async function approveRequest(ports: DecidingPorts, call: AuthorizedCall): Promise<UseCaseOutcome> {
  const { subject } = call.caller;
  const found = await find(ports, call);
  if (!found.ok) return found;
  const { entry, status } = found.value;
  const another = checkPerson(entry, subject, "approved");
  if (!another.ok) return another;
  const again = isBy(status, "approved", subject);
  const open = checkOpen(status, ports.clock.now());
  if (!open.ok && !again) return open;
  const { endpoint, serve } = required(ports.operations.get(entry.operation), `operation ${entry.operation}`);
  const enterer = await ports.findCaller(entry.enteredBy);
  const mayEnter = enterer.partyId === entry.partyId && authorize(enterer, endpoint, ports.clock.now()).ok;
  if (!mayEnter && !again) return refuse({ code: "enterer-not-authorized" });
  const input = restoredInput(endpoint, entry);
  if (!input) return refuse({ code: "request-outdated" });
  const outcome = await serve({
    ...{ endpoint, caller: { ...enterer, partyId: entry.partyId, approvedBy: subject }, ...input },
    // No key that a caller sends has a blank, so nobody can have used this one.
    key: `request ${entry.requestId}`,
    also() {
      const at = ports.clock.now();
      const stillOpen = checkOpen(status, at);
      return stillOpen.ok ? accept(ports.requests.decisionWrites(entry, { decision: "approved", by: subject, at })) : stillOpen;
    },
  });
  if (!outcome.ok) return outcome;
  // Of two people who approve at once one has; the other learns that it came late.
  const decided = required(await ports.requests.status(entry), `where request ${entry.requestId} stands`);
  if (!isBy(decided, "approved", subject)) return refuse({ code: "request-decided" });
  const { response, replayed = false } = outcome.value;
  return accept({ response: { ...view(ports, { entry, status: decided }), result: endpoint.response.parse(response) }, replayed });
}

/** Refuses what another person of the party entered. */
export function refuseRequest(ports: DecidingPorts, call: AuthorizedCall): Promise<UseCaseOutcome> {
  return decideWithout(ports, call, "refused");
}

/** Withdraws what the caller entered. */
export function withdrawRequest(ports: DecidingPorts, call: AuthorizedCall): Promise<UseCaseOutcome> {
  return decideWithout(ports, call, "withdrawn");
}

/** Ends a request without doing what was entered. A request is decided once, so its row doubles as the command row. */
async function decideWithout(ports: DecidingPorts, call: AuthorizedCall, decision: "refused" | "withdrawn"): Promise<UseCaseOutcome> {
  const by = call.caller.subject;
  const { reason } = call.body as { readonly reason?: string };
  const found = await find(ports, call);
  if (!found.ok) return found;
  const { entry, status } = found.value;
  const person = checkPerson(entry, by, decision);
  if (!person.ok) return person;
  const same = (each: RequestStatus): boolean => isBy(each, decision, by) && each.reason === reason;
  if (same(status)) return accept({ response: view(ports, found.value), replayed: true });
  const at = ports.clock.now();
  const open = checkOpen(status, at);
  if (!open.ok) return open;
  const failed = await decideOnce(ports, entry, { decision, by, at, ...(reason !== undefined && { reason }) });
  const decided = required(await ports.requests.status(entry), `where request ${entry.requestId} stands`);
  if (same(decided)) return accept({ response: view(ports, { entry, status: decided }), replayed: false });
  if (failed) throw failed;
  return refuse({ code: "request-decided" });
}

/** Commits a decision; returns the error of an unknown outcome, which the row then settles. */
async function decideOnce({ dynamo, requests }: DecidingPorts, entry: Entry, decision: RequestDecision): Promise<Error | undefined> {
  try {
    await commit(dynamo, requests.decisionWrites(entry, decision));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error("a decision failed", { cause: error });
  }
}

function isBy({ state, decidedBy }: RequestStatus, decision: RequestStatus["state"], subject: string): boolean {
  return state === decision && decidedBy === subject;
}

/** A request of the caller's party, with where it stands. Those of other parties are hidden. */
async function find({ requests, operations }: DecidingPorts, { caller, params }: AuthorizedCall): Promise<Outcome<Found, NotFound>> {
  const { requestId } = params as { readonly requestId: string };
  const entry = await requests.entry(caller.partyId, requestId);
  // Functions may share a table: each serves the requests of its own operations.
  if (!entry || !operations.has(entry.operation)) return refuse({ code: "not-found" });
  return accept({ entry, status: required(await requests.status(entry), `where request ${requestId} stands`) });
}

function view({ clock }: DecidingPorts, { entry, status }: Found) {
  return { ...status, state: stateAt(status, clock.now()), ...storedParts(entry.input), inputHash: entry.inputHash };
}
