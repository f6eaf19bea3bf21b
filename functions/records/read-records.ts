import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type * as z from "zod";
import type { Call, Reply } from "../../shared/http/api-handler.ts";
import type { Caller } from "../../shared/http/caller.ts";
import { covers } from "../../shared/kernel/areas.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import { plain, sum } from "../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { type Account, partyAccount, siteAccount } from "../../shared/ledger/account.ts";
import type { LedgerReader } from "../../shared/ledger/read.ts";
import type { MemberReader } from "../../shared/members/members.ts";
import { pageOfAreas } from "../../shared/store/area-pages.ts";
import type { recordsEndpoints } from "./contract.ts";
import { entriesOf, factPage } from "./store.ts";

/** What reading records reaches. */
export interface RecordsPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly tables: { readonly Records: string };
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
interface RecordsBehind {
  readonly code: "records-behind";
  readonly expected: number;
  readonly recorded: number;
}

/** Facts of the caller's scope, newest first within an area. */
export async function listFacts({ dynamo, tables }: RecordsPorts, { caller, query }: Call<Endpoints["listFacts"]>): Answer<"listFacts"> {
  const wide = caller.role === "regulator" || caller.role === "operator";
  const page = wide
    ? await pageOfAreas(caller.area, query, (area, request) => factPage(dynamo, tables.Records, `area#${area}`, request))
    : await factPage(dynamo, tables.Records, `party#${caller.partyId}`, query);
  return accept({ response: page });
}

/** Positions of an account that the caller may see, from the ledger. */
export async function listPositions(
  ports: RecordsPorts,
  { caller, query }: Call<Endpoints["listPositions"]>,
): Answer<"listPositions", NotFound> {
  const account = await visibleAccount(ports, caller, query);
  if (account === undefined) return refuse({ code: "not-found" });
  const { items, ...rest } = await ports.ledger.positions(account, query.class, { limit: query.limit, cursor: query.cursor });
  const rows = items.map(({ instrument, available, held }) => ({ account, instrument, available: plain(available), held: plain(held) }));
  return accept({ response: { items: rows, ...rest } });
}

/**
 * The balance at an instant. The ledger's count of entries is read first; the records are complete up to then exactly if they hold at
 * least as many entries, because each ledger fact makes one entry of a position. Otherwise it is refused, never guessed.
 */
export async function readStatement(
  ports: RecordsPorts,
  { caller, query }: Call<Endpoints["readStatement"]>,
): Answer<"readStatement", NotFound | RecordsBehind> {
  const account = await visibleAccount(ports, caller, query);
  if (account === undefined) return refuse({ code: "not-found" });
  const watermark = ports.clock.now();
  const at = query.at ?? watermark;
  const { entries: expected } = await ports.ledger.position(account, query.instrument);
  const all = await entriesOf(ports.dynamo, ports.tables.Records, account, query.instrument);
  if (all.length < expected) return refuse({ code: "records-behind", expected, recorded: all.length });
  const until = all.filter(({ occurredAt }) => occurredAt <= at);
  const latest = until.slice(-100).reverse();
  return accept({
    response: {
      ...{ account, instrument: query.instrument, at, watermark, entryCount: until.length },
      available: plain(sum(until.map(({ available }) => available))),
      held: plain(sum(until.map(({ held }) => held))),
      latest: latest.map((entry) => ({ ...entry, available: plain(entry.available), held: plain(entry.held) })),
    },
  });
}

/** The account asked for, if it is the caller's own or a member's in the caller's area; undefined otherwise, whether it exists or not. */
async function visibleAccount(
  { members }: RecordsPorts,
  caller: Caller,
  { partyId = caller.partyId, siteId }: { readonly partyId?: string | undefined; readonly siteId?: string | undefined },
): Promise<Account | undefined> {
  const own = partyId === caller.partyId;
  if (!own && caller.role !== "regulator" && caller.role !== "operator") return undefined;
  const site = siteId === undefined ? undefined : await members.site(partyId, siteId);
  if (siteId !== undefined && !site) return undefined;
  const party = own ? caller.party : await members.party(partyId);
  const area = site?.area ?? party?.area;
  if (area === undefined) return undefined;
  if (!own && caller.role === "regulator" && !covers(caller.area, area)) return undefined;
  return site ? siteAccount(site.siteId) : partyAccount(partyId);
}
