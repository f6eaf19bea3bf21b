import type { Call } from "../../../shared/http/api-handler.ts";
import type { Caller } from "../../../shared/http/caller.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { formatFen, plain, sum } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { type Account, partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import type { MemberReader } from "../../../shared/members/members.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { valuesEndpoints } from "./contract.ts";
import type { ValuesStore } from "./store.ts";
import { progressView, valueView } from "./views.ts";

/** Dependencies of reading values. */
export interface ReadingPorts {
  readonly clock: Clock;
  readonly values: ValuesStore;
  readonly members: Pick<MemberReader, "holder" | "party">;
}

type Endpoints = typeof valuesEndpoints;

/** What a member or a site holds, with its latest values: one query of the holdings, and one reverse query for each of the page. */
export async function listValues({ clock, values, members }: ReadingPorts, { caller, query }: Call<Endpoints["listValues"]>) {
  const { partyId, siteId, ...request } = query;
  const account = await accountInReach(members, caller, { partyId, siteId });
  if (account === undefined) return refuse({ code: "not-found" });
  const { items, ...rest } = await values.holdingsOfAccount(account, request);
  const today = dayOf(clock.now());
  const latest = await Promise.all(items.map((holding) => values.latestValue(holding, today)));
  const rows = items.map(({ instrument, quantity }, place) => {
    const value = latest[place];
    return { account, instrument, quantity: plain(quantity), ...(value && { value: valueView(value) }) };
  });
  const totalCny = formatFen(sum(latest.flatMap((value) => (value ? [value.valueCny] : []))));
  return accept({ response: { items: rows, ...rest, totalCny } });
}

/** The latest value of a position. */
export async function readLatestValue({ clock, values, members }: ReadingPorts, { caller, query }: Call<Endpoints["readLatestValue"]>) {
  const account = await accountInReach(members, caller, query);
  const found = account && (await values.latestValue({ account, instrument: query.instrument }, dayOf(clock.now())));
  return found ? accept({ response: valueView(found) }) : refuse({ code: "not-found" });
}

/** The values that a position has had. */
export async function listValueHistory({ values, members }: ReadingPorts, { caller, query }: Call<Endpoints["listValueHistory"]>) {
  const { partyId, siteId, instrument, ...request } = query;
  const account = await accountInReach(members, caller, { partyId, siteId });
  if (account === undefined) return refuse({ code: "not-found" });
  const { items, ...rest } = await values.values({ account, instrument }, request);
  return accept({ response: { items: items.map(valueView), ...rest } });
}

/** What positions were valued again for. */
export async function listRevaluations({ values }: ReadingPorts, { query }: Call<Endpoints["listRevaluations"]>) {
  const { items, ...rest } = await values.revaluations(query);
  return accept({ response: { items: items.map(({ revaluation }) => revaluation), ...rest } });
}

/** How far a revaluation is. */
export async function readRevaluation({ values }: ReadingPorts, { params }: Call<Endpoints["readRevaluation"]>) {
  const found = await values.revaluation(params.revaluationId);
  return found ? accept({ response: progressView(found.revaluation, found.begun) }) : refuse({ code: "not-found" });
}

/** The account of a site or a member, the caller's own by default; undefined where the caller may not see it, whether it exists or not. */
async function accountInReach(
  members: ReadingPorts["members"],
  caller: Caller,
  { partyId, siteId }: { readonly partyId?: string | undefined; readonly siteId?: string | undefined },
): Promise<Account | undefined> {
  const scope = scopeOf(caller);
  if (siteId !== undefined) {
    const holder = await members.holder(siteId);
    const named = holder && (partyId === undefined || holder.partyId === partyId);
    return named && scope.sees({ partyId: holder.partyId, areas: [holder.area] }) ? siteAccount(siteId) : undefined;
  }
  const party = partyId === undefined || partyId === caller.partyId ? caller.party : await members.party(partyId);
  return party && scope.sees({ partyId: party.partyId, areas: [party.area] }) ? partyAccount(party.partyId) : undefined;
}
