import type { Instant } from "../kernel/clock.ts";
import { epochSeconds } from "../kernel/clock.ts";
import type { Key, PageRequest } from "../store/client.ts";
import { oneOf, optional, type RowOf, rowCodec, text } from "../store/codec.ts";
import { factEnvelopeOf } from "../store/fact-store.ts";
import type { Table } from "../store/table.ts";
import type { WriteFragment } from "../store/transaction.ts";
import { requestFacts } from "./contract.ts";
import type { RequestRefusal } from "./problems.ts";

const entryFields = {
  ...{ requestId: text, operation: text, address: text, partyId: text, area: text, enteredBy: text, enteredAt: text, endsAt: text },
  /** What was entered, as canonical JSON, and the hash of it. */
  ...{ input: text, inputHash: text },
};
/** What was entered: immutable, in a table of the function that will do it. */
export type Entry = RowOf<typeof entryFields>;
const entryCodec = rowCodec(entryFields);

const statusFields = {
  ...{ requestId: text, operation: text, address: text, enteredBy: text, enteredAt: text, endsAt: text },
  state: oneOf("pending", "approved", "refused", "withdrawn"),
  ...{ decidedBy: optional(text), decidedAt: optional(text), reason: optional(text) },
};
/** Where a request stands; it says nothing of what was entered. */
export type RequestStatus = RowOf<typeof statusFields>;
const statusCodec = rowCodec(statusFields);

/** How a person decides a request. */
export interface RequestDecision {
  readonly decision: "approved" | "refused" | "withdrawn";
  /** Subject of the person. */
  readonly by: string;
  readonly at: Instant;
  readonly reason?: string;
}

const entryKey = (partyId: string, requestId: string): Key => ({ pk: `request#${partyId}`, sk: requestId });
type Placed = Pick<Entry, "partyId" | "enteredBy" | "enteredAt" | "endsAt" | "requestId">;
const statusKey = ({ partyId, enteredBy, enteredAt, requestId }: Omit<Placed, "endsAt">): Key => ({
  pk: `entered#${partyId}#${enteredBy}`,
  sk: `${enteredAt}#${requestId}`,
});
const waitingKey = ({ partyId, endsAt, requestId }: Pick<Placed, "partyId" | "endsAt" | "requestId">): Key => ({
  pk: `waiting#${partyId}`,
  sk: `${endsAt}#${requestId}`,
});

/** Reads and writes of the requests that one function keeps. */
export type RequestStore = ReturnType<typeof requestStore>;

/**
 * The requests of one function: what was entered is kept in its own table, where it stands in `approvals`. `facts` is where they are stated;
 * sealed requests have none.
 */
export function requestStore({
  own,
  approvals,
  facts,
}: {
  readonly own: Table;
  readonly approvals: Table;
  readonly facts: Table | undefined;
}) {
  return {
    /** What was entered under this id by the party. */
    entry: (partyId: string, requestId: string) => own.read(entryKey(partyId, requestId), entryCodec.decode),
    /** Where a request stands. */
    status: (entry: Entry) => approvals.read(statusKey(entry), statusCodec.decode),
    /** Enters a request; `stale` when it was entered before. */
    entryWrites(entry: Entry): WriteFragment<never>[] {
      const { partyId, enteredBy, enteredAt, endsAt, area, requestId, operation, inputHash } = entry;
      const status = statusCodec.encode({ ...entry, state: "pending" });
      const envelope = factEnvelopeOf({ subject: enteredBy }, enteredAt, { parties: [partyId], areas: [area] });
      const data = { requestId, operation, partyId, inputHash, endsAt };
      return [
        own.putNew(entryKey(partyId, requestId), entryCodec.encode(entry), "stale"),
        approvals.put(statusKey(entry), status),
        // What nobody decides leaves the list of what waits by itself; time to live deletes it some time later.
        approvals.put(waitingKey(entry), { ...status, ttl: { N: String(epochSeconds(endsAt)) } }),
        ...(facts ? [facts.state(requestFacts.requestEntered, { ...envelope, data })] : []),
      ];
    },
    /** Decides a pending request; refused when another decision came first. */
    decisionWrites(entry: Entry, { decision, by, at, reason }: RequestDecision): WriteFragment<RequestRefusal>[] {
      const { partyId, area, requestId, operation, enteredBy } = entry;
      const because = reason === undefined ? {} : { reason };
      const status = statusCodec.encode({ ...entry, state: decision, decidedBy: by, decidedAt: at, ...because });
      const envelope = factEnvelopeOf({ subject: by }, at, { parties: [partyId], areas: [area] });
      const data = { requestId, operation, partyId, enteredBy, decision, ...because };
      return [
        approvals.putIf(
          statusKey(entry),
          status,
          { condition: "#state = :pending", names: { "#state": "state" }, values: { ":pending": { S: "pending" } } },
          { code: "request-decided" },
        ),
        approvals.remove(waitingKey(entry)),
        ...(facts ? [facts.state(requestFacts.requestDecided, { ...envelope, data })] : []),
      ];
    },
  };
}

/** The lists of what waits in a party and of what its people entered. */
export type Inbox = ReturnType<typeof inboxIn>;

/** The lists over the table of approvals; strongly consistent. */
export function inboxIn(approvals: Table) {
  return {
    /** Pending requests of a party that have not lapsed at an instant, the one that ends first at the top. */
    waiting: (partyId: string, at: Instant, request: PageRequest) =>
      approvals.page({ partition: `waiting#${partyId}`, from: `${at}~`, ...request }, statusCodec.decode),
    /** Requests that a person entered, newest first. */
    entered: (partyId: string, subject: string, request: PageRequest) =>
      approvals.page({ partition: `entered#${partyId}#${subject}`, descending: true, ...request }, statusCodec.decode),
  };
}
