import type * as z from "zod";
import type { Call, Reply } from "../../../shared/http/api-handler.ts";
import type { Caller } from "../../../shared/http/caller.ts";
import { areasWithin } from "../../../shared/kernel/areas.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import type { MemberReader } from "../../../shared/members/members.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { PageRequest } from "../../../shared/store/client.ts";
import { newestFacts, type Subject } from "../facts/recorded-facts.ts";
import { chosenOf } from "../readings/chosen.ts";
import type { ReadingRefusal } from "../readings/problems.ts";
import { type OthersData, pageOfReading, type ReadingPorts, recordReading } from "../readings/record-reading.ts";
import { type BalancePorts, balanceAt } from "./balance.ts";
import type { statementsEndpoints } from "./contract.ts";
import { postingPage } from "./postings.ts";
import type { RecordsRefusal } from "./problems.ts";
import { type VisibleAccount, visibleAccount } from "./visible-account.ts";

/** Dependencies of reading records. */
export interface StatementsPorts extends BalancePorts, ReadingPorts {
  readonly members: MemberReader;
  readonly ledger: Ledger;
}

type Endpoints = typeof statementsEndpoints;
type Answer<Name extends keyof Endpoints, R extends { readonly code: string } = never> = Promise<
  Outcome<Reply<z.input<Endpoints[Name]["response"]>>, R>
>;

/** Facts in the caller's scope, newest first; those of an area once it is recorded who reads them, because they say all that trades say. */
export async function listFacts(
  ports: StatementsPorts,
  { caller, endpoint, query }: Call<Endpoints["listFacts"]>,
): Answer<"listFacts", ReadingRefusal> {
  const { dynamo, records } = ports;
  const { purpose, investigation, ...request } = query;
  const { area } = scopeOf(caller);
  const subjects = subjectsOf(caller);
  const others =
    area === undefined ? undefined : { operation: endpoint.operationId, area, kinds: ["facts"], asked: {}, purpose, investigation };
  const page = await pageOfReading(ports, caller, { subjects }, others, request, (asked) =>
    newestFacts(dynamo, records.name, subjects, asked),
  );
  return page.ok ? accept({ response: page.value }) : page;
}

/** Subjects a caller reads: its own party and, for an authority, the areas it is responsible for. */
function subjectsOf(caller: Caller): Subject[] {
  const { area } = scopeOf(caller);
  const areas = area === undefined ? [] : areasWithin(area).map((code): Subject => `area#${code}`);
  return [`party#${caller.partyId}`, ...areas];
}

/** What of an account's owner is asked for; undefined for the caller's own and for house accounts. */
function askedOf(
  { of }: VisibleAccount,
  kind: string,
  { endpoint: { operationId: operation }, query }: { readonly endpoint: { readonly operationId: string }; readonly query: Query },
): OthersData | undefined {
  const { purpose, investigation, limit: _limit, cursor: _cursor, ...chosen } = query;
  return of && { operation, ...of, kinds: [kind], asked: chosenOf(chosen), purpose, investigation };
}
type Query = Call<Endpoints["listPositions" | "listEntries" | "readStatement"]>["query"] & PageRequest;

/** Positions of an account that the caller may see, from the ledger. */
export async function listPositions(
  ports: StatementsPorts,
  call: Call<Endpoints["listPositions"]>,
): Answer<"listPositions", NotFound | ReadingRefusal> {
  const { caller, query } = call;
  const visible = await visibleAccount(ports.members, caller, query);
  if (visible === undefined) return refuse({ code: "not-found" });
  const { account } = visible;
  const others = askedOf(visible, "positions", call);
  const list = { account, class: query.class };
  const page = await pageOfReading(ports, caller, list, others, query, (request) => ports.ledger.positions(account, query.class, request));
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  const rows = items.map(({ instrument, available, held }) => ({ account, instrument, available: plain(available), held: plain(held) }));
  return accept({ response: { items: rows, ...rest } });
}

/** Postings on a position, newest first. */
export async function listEntries(
  ports: StatementsPorts,
  call: Call<Endpoints["listEntries"]>,
): Answer<"listEntries", NotFound | ReadingRefusal> {
  const { caller, query } = call;
  const visible = await visibleAccount(ports.members, caller, query);
  if (visible === undefined) return refuse({ code: "not-found" });
  const position = { account: visible.account, instrument: query.instrument };
  const others = askedOf(visible, "entries", call);
  const page = await pageOfReading(ports, caller, position, others, query, (request) => postingPage(ports.records, position, request));
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  const rows = items.map((posting) => ({ ...posting, available: plain(posting.available), held: plain(posting.held) }));
  return accept({ response: { items: rows, ...rest } });
}

/** The balance of a position at an instant. */
export async function readStatement(
  ports: StatementsPorts,
  call: Call<Endpoints["readStatement"]>,
): Answer<"readStatement", RecordsRefusal | ReadingRefusal> {
  const { caller, query } = call;
  const visible = await visibleAccount(ports.members, caller, query);
  if (visible === undefined) return refuse({ code: "not-found" });
  const recorded = await recordReading(ports, caller, askedOf(visible, "statement", call));
  if (!recorded.ok) return recorded;
  const { account } = visible;
  const { instrument } = query;
  const balance = await balanceAt(ports, { account, instrument }, query.at);
  if (!balance.ok) return balance;
  const { at, watermark, available, held, entryCount } = balance.value;
  const final = at <= watermark;
  return accept({ response: { account, instrument, at, watermark, final, entryCount, available: plain(available), held: plain(held) } });
}
