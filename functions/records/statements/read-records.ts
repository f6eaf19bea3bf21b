import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type * as z from "zod";
import type { Call, Reply } from "../../../shared/http/api-handler.ts";
import type { Caller } from "../../../shared/http/caller.ts";
import { areasWithin } from "../../../shared/kernel/areas.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import type { MemberReader } from "../../../shared/members/members.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { newestFacts, type Subject } from "../facts/recorded-facts.ts";
import { type BalancePorts, balanceAt } from "./balance.ts";
import type { statementsEndpoints } from "./contract.ts";
import { postingPage } from "./postings.ts";
import type { RecordsRefusal } from "./problems.ts";
import { visibleAccount } from "./visible-account.ts";

/** Dependencies of reading records. */
export interface StatementsPorts extends BalancePorts {
  readonly dynamo: DynamoDBClient;
  readonly members: MemberReader;
  readonly ledger: Ledger;
}

type Endpoints = typeof statementsEndpoints;
type Answer<Name extends keyof Endpoints, R extends { readonly code: string } = never> = Promise<
  Outcome<Reply<z.input<Endpoints[Name]["response"]>>, R>
>;

/** Facts in the caller's scope, newest first. */
export async function listFacts(
  { dynamo, records }: StatementsPorts,
  { caller, query }: Call<Endpoints["listFacts"]>,
): Answer<"listFacts"> {
  return accept({ response: await newestFacts(dynamo, records.name, subjectsOf(caller), query) });
}

/** Subjects a caller reads: its own party and, for an authority, the areas it is responsible for. */
function subjectsOf(caller: Caller): Subject[] {
  const { area } = scopeOf(caller);
  const areas = area === undefined ? [] : areasWithin(area).map((code): Subject => `area#${code}`);
  return [`party#${caller.partyId}`, ...areas];
}

/** Positions of an account that the caller may see, from the ledger. */
export async function listPositions(
  ports: StatementsPorts,
  { caller, query }: Call<Endpoints["listPositions"]>,
): Answer<"listPositions", NotFound> {
  const account = await visibleAccount(ports.members, caller, query);
  if (account === undefined) return refuse({ code: "not-found" });
  const { items, ...rest } = await ports.ledger.positions(account, query.class, { limit: query.limit, cursor: query.cursor });
  const rows = items.map(({ instrument, available, held }) => ({ account, instrument, available: plain(available), held: plain(held) }));
  return accept({ response: { items: rows, ...rest } });
}

/** Postings on a position, newest first. */
export async function listEntries(
  { records, members }: StatementsPorts,
  { caller, query }: Call<Endpoints["listEntries"]>,
): Answer<"listEntries", NotFound> {
  const account = await visibleAccount(members, caller, query);
  if (account === undefined) return refuse({ code: "not-found" });
  const { items, ...rest } = await postingPage(records, { account, instrument: query.instrument }, query);
  const rows = items.map((posting) => ({ ...posting, available: plain(posting.available), held: plain(posting.held) }));
  return accept({ response: { items: rows, ...rest } });
}

/** The balance of a position at an instant. */
export async function readStatement(
  ports: StatementsPorts,
  { caller, query }: Call<Endpoints["readStatement"]>,
): Answer<"readStatement", RecordsRefusal> {
  const account = await visibleAccount(ports.members, caller, query);
  if (account === undefined) return refuse({ code: "not-found" });
  const { instrument } = query;
  const balance = await balanceAt(ports, { account, instrument }, query.at);
  if (!balance.ok) return balance;
  const { at, watermark, available, held, entryCount } = balance.value;
  const final = at <= watermark;
  return accept({ response: { account, instrument, at, watermark, final, entryCount, available: plain(available), held: plain(held) } });
}
