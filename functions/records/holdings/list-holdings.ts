import type { Call } from "../../../shared/http/api-handler.ts";
import type { Caller } from "../../../shared/http/caller.ts";
import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type Account, partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import { classOf } from "../../../shared/ledger/instrument.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { PositionAt } from "../../../shared/statements/balance.ts";
import type { PositionName } from "../../../shared/statements/postings.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import type { Page, PageRequest } from "../../../shared/store/client.ts";
import { pageOfAreas } from "../../../shared/store/pages-in-turn.ts";
import { chosenOf } from "../readings/chosen.ts";
import type { OthersData } from "../readings/record-reading.ts";
import { pageOfReading } from "../readings/record-reading.ts";
import { balanceAt, settledAfterSeconds } from "../statements/balance.ts";
import type { BalanceRefusal } from "../statements/problems.ts";
import { areaOfHouse, visibleAccount } from "../statements/visible-account.ts";
import type { holdingsEndpoints } from "./contract.ts";
import { type AccountsFrom, positionPage } from "./flat-page.ts";
import { type AccountHolder, holdersOf } from "./holders.ts";
import type { HoldingsPorts } from "./ports.ts";
import { accountsFrom } from "./rows.ts";
import { unitsOfClasses } from "./units.ts";

/** Positions whose balances are read at a time. */
const positionsAtOnce = 8;

/** A position, and whose it is. */
interface HeldPosition extends PositionName {
  /** Absent for a house account. */
  readonly holder: AccountHolder | undefined;
}
type ReadPage = (request: PageRequest) => Promise<Page<HeldPosition>>;

/** The positions of a member with its sites, of one site, or of a house account, at an instant. */
export async function listHoldingsAsOf(ports: HoldingsPorts, { caller, endpoint, query }: Call<typeof holdingsEndpoints.listHoldingsAsOf>) {
  const { limit, cursor, at, purpose, investigation, ...owner } = query;
  const whose = await accountsOf(ports, caller, owner);
  if (whose === undefined) return refuse({ code: "not-found" });
  const { accounts, others: of } = whose;
  const asked = chosenOf({ ...owner, at });
  const others = of && { operation: endpoint.operationId, ...of, kinds: ["holdings"], asked, purpose, investigation };
  return answer(ports, caller, { asked, others, request: { limit, cursor }, at }, (request) => heldPage(ports, inOrder(accounts), request));
}

/** The positions of the members and sites of an area, or of its house accounts, at an instant. */
export async function listAreaHoldings(ports: HoldingsPorts, { caller, endpoint, query }: Call<typeof holdingsEndpoints.listAreaHoldings>) {
  const { limit, cursor, at, purpose, investigation, area, of } = query;
  const listed = scopeOf(caller).areaToList(area);
  if (listed === undefined) return refuse({ code: "not-found" });
  const asked = chosenOf({ area: listed, of, at });
  const ofMembers = { operation: endpoint.operationId, area: listed, kinds: ["holdings"], asked, purpose, investigation };
  const others = of === "members" ? ofMembers : undefined;
  return answer(ports, caller, { asked, others, request: { limit, cursor }, at }, (request) =>
    pageOfAreas(listed, request, async (each, within) => {
      const { items, ...rest } = await heldPage(ports, (from, most) => accountsFrom(ports.records, each, of, from, most), within);
      // A site that the bureau moved to another area stays in the list of the old one, where it does not belong any more.
      return { items: items.filter(({ holder }) => holder === undefined || holder.area === each), ...rest };
    }),
  );
}

async function heldPage({ records, parties }: HoldingsPorts, accounts: AccountsFrom, request: PageRequest): Promise<Page<HeldPosition>> {
  const { items, ...rest } = await positionPage(records, accounts, request);
  const holders = await holdersOf(
    parties,
    items.map(({ account }) => account),
  );
  return { items: items.map((position) => ({ ...position, holder: holders.get(position.account) })), ...rest };
}

interface AskedHoldings {
  readonly asked: Readonly<Record<string, string>>;
  readonly others: OthersData | undefined;
  readonly request: PageRequest;
  readonly at: Instant | undefined;
}

/** Answers with a page of positions as of an instant, once the reading is recorded. */
async function answer(ports: HoldingsPorts, caller: Caller, { asked, others, request, at }: AskedHoldings, read: ReadPage) {
  const now = ports.clock.now();
  const asOf = at ?? now;
  if (asOf > now) return refuse({ code: "instant-to-come", at: asOf, now });
  const page = await pageOfReading(ports, caller, asked, others, request, read);
  if (!page.ok) return page;
  const { items: positions, ...rest } = page.value;
  const balances = await balancesOf(ports, positions, asOf);
  if (!balances.ok) return balances;
  const items = positions.map((position) => holdingView(position, required(balances.value.get(position), "balance of a position")));
  const watermark = plusSeconds(now, -settledAfterSeconds);
  return accept({ response: { items, at: asOf, watermark, final: asOf <= watermark, ...rest } });
}

async function balancesOf(
  ports: HoldingsPorts,
  positions: readonly PositionName[],
  at: Instant,
): Promise<Outcome<ReadonlyMap<PositionName, PositionAt>, BalanceRefusal>> {
  const found = new Map<PositionName, PositionAt>();
  const refused: Extract<Outcome<never, BalanceRefusal>, { readonly ok: false }>[] = [];
  await eachAtOnce(positions, positionsAtOnce, async (position) => {
    const balance = await balanceAt(ports, position, at);
    if (balance.ok) found.set(position, balance.value);
    else refused.push(balance);
  });
  return refused[0] ?? accept(found);
}

function holdingView({ account, instrument, holder }: HeldPosition, { available, held, heldFor }: PositionAt) {
  const { creditCode: _creditCode, area = areaOfHouse(account), ...named } = holder ?? {};
  const name = classOf(instrument);
  return {
    ...{ account, ...named, area, instrument, class: name, unit: unitsOfClasses[name] },
    ...{ available: plain(available), held: plain(held) },
    ...(heldFor && { heldFor: Object.entries(heldFor).map(([purpose, quantity]) => ({ purpose, quantity })) }),
  };
}

/** A list of accounts that is known as a whole. */
function inOrder(accounts: readonly Account[]): AccountsFrom {
  return async (from, limit) => {
    const start = from === undefined ? 0 : accounts.findIndex((account) => account >= from);
    return start < 0 ? [] : accounts.slice(start, start + limit);
  };
}

type Owner = Parameters<typeof visibleAccount>[2];

/** Accounts that the caller may see of those it asks for, in order, and whose data they are; undefined where it may see none. */
async function accountsOf(
  { members }: HoldingsPorts,
  caller: Caller,
  owner: Owner,
): Promise<{ readonly accounts: readonly Account[]; readonly others: Pick<OthersData, "partyId" | "area"> | undefined } | undefined> {
  if (owner.account !== undefined || owner.siteId !== undefined) {
    const visible = await visibleAccount(members, caller, owner);
    return visible && { accounts: [visible.account], others: visible.of };
  }
  const partyId = owner.partyId ?? caller.partyId;
  const scope = scopeOf(caller);
  const party = partyId === caller.partyId ? caller.party : await members.party(partyId);
  if (!party) return undefined;
  const sites = (await sitesOf(members, partyId)).filter(({ area }) => scope.sees({ partyId, areas: [area] }));
  const own = scope.sees({ partyId, areas: [party.area] }) ? [partyAccount(partyId)] : [];
  const accounts = [...own, ...sites.map(({ siteId }) => siteAccount(siteId))].sort();
  if (accounts.length === 0) return undefined;
  return { accounts, others: partyId === caller.partyId ? undefined : { partyId, area: party.area } };
}

async function sitesOf(members: HoldingsPorts["members"], partyId: string) {
  const sites: { readonly siteId: string; readonly area: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await members.sites(partyId, { limit: 100, cursor });
    sites.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return sites;
}
