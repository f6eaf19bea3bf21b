import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type * as z from "zod";
import type { Call, Reply } from "../../shared/http/api-handler.ts";
import type { Caller } from "../../shared/http/caller.ts";
import { areas, covers } from "../../shared/kernel/areas.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { LedgerReader } from "../../shared/ledger/read.ts";
import type { MemberReader } from "../../shared/members/members.ts";
import { type BalancePorts, type BalanceRefusal, balanceAt } from "./balance.ts";
import type { recordsEndpoints } from "./contract.ts";
import { entryPage } from "./entries.ts";
import { newestFacts, type Subject } from "./recorded-facts.ts";
import { visibleAccount } from "./visible-account.ts";

/** What reading records reaches. */
export interface RecordsPorts extends BalancePorts {
  readonly dynamo: DynamoDBClient;
  readonly members: MemberReader;
  readonly ledger: LedgerReader;
}

type Endpoints = typeof recordsEndpoints;
type Answer<Name extends keyof Endpoints, R extends { readonly code: string } = never> = Promise<
  Outcome<Reply<z.input<Endpoints[Name]["response"]>>, R>
>;
interface NotFound {
  readonly code: "not-found";
}

/** Facts of the caller's scope, newest first. */
export async function listFacts({ dynamo, tables }: RecordsPorts, { caller, query }: Call<Endpoints["listFacts"]>): Answer<"listFacts"> {
  return accept({ response: await newestFacts(dynamo, tables.Records, subjectsOf(caller), query) });
}

/** Whose facts a caller reads: the operator every area's, a regulator those of its area, everybody else its own. */
function subjectsOf({ role, area, partyId }: Caller): Subject[] {
  const answersFor = areas.filter(({ code }) => role === "operator" || (role === "regulator" && covers(area, code)));
  return answersFor.length > 0 ? answersFor.map(({ code }): Subject => `area#${code}`) : [`party#${partyId}`];
}

/** Positions of an account that the caller may see, from the ledger. */
export async function listPositions(
  ports: RecordsPorts,
  { caller, query }: Call<Endpoints["listPositions"]>,
): Answer<"listPositions", NotFound> {
  const account = await visibleAccount(ports.members, caller, query);
  if (account === undefined) return refuse({ code: "not-found" });
  const { items, ...rest } = await ports.ledger.positions(account, query.class, { limit: query.limit, cursor: query.cursor });
  const rows = items.map(({ instrument, available, held }) => ({ account, instrument, available: plain(available), held: plain(held) }));
  return accept({ response: { items: rows, ...rest } });
}

/** The entries that made a position, newest first. */
export async function listEntries(
  { dynamo, tables, members }: RecordsPorts,
  { caller, query }: Call<Endpoints["listEntries"]>,
): Answer<"listEntries", NotFound> {
  const account = await visibleAccount(members, caller, query);
  if (account === undefined) return refuse({ code: "not-found" });
  const { items, ...rest } = await entryPage(dynamo, tables.Records, { account, instrument: query.instrument }, query);
  const rows = items.map((entry) => ({ ...entry, available: plain(entry.available), held: plain(entry.held) }));
  return accept({ response: { items: rows, ...rest } });
}

/** The balance of a position at an instant. */
export async function readStatement(
  ports: RecordsPorts,
  { caller, query }: Call<Endpoints["readStatement"]>,
): Answer<"readStatement", NotFound | BalanceRefusal> {
  const account = await visibleAccount(ports.members, caller, query);
  if (account === undefined) return refuse({ code: "not-found" });
  const { instrument } = query;
  const balance = await balanceAt(ports, { account, instrument }, query.at);
  if (!balance.ok) return balance;
  const { at, watermark, available, held, entryCount } = balance.value;
  const final = at <= watermark;
  return accept({ response: { account, instrument, at, watermark, final, entryCount, available: plain(available), held: plain(held) } });
}
