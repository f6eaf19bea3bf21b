import type { Call } from "../../../shared/http/api-handler.ts";
import type { Caller } from "../../../shared/http/caller.ts";
import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { Decimal, plain } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { isOfMember } from "../../../shared/ledger/account.ts";
import { classOf } from "../../../shared/ledger/instrument.ts";
import type { Reading } from "../../../shared/members/readings.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { PositionName } from "../../../shared/statements/postings.ts";
import type { Page, PageRequest } from "../../../shared/store/client.ts";
import { BadCursor } from "../../../shared/store/cursor.ts";
import { chosenOf } from "../readings/chosen.ts";
import { type OthersData, pageOfReading, recordShown, type Why } from "../readings/record-reading.ts";
import { settledAfterSeconds } from "../statements/balance.ts";
import { visibleAccount } from "../statements/visible-account.ts";
import type { Direction, Lot } from "./attribution.ts";
import { followedClasses, type pedigreeEndpoints } from "./contract.ts";
import { flowsOf, keepsLots, type MovedEntry } from "./flows.ts";
import type { PedigreePorts } from "./ports.ts";
import type { PedigreeRefusal } from "./problems.ts";
import { type PedigreeReader, pedigreeReader } from "./reader.ts";
import { type RecordedMovements, RecordsLag, recordedMovements } from "./recorded-movements.ts";
import { attributionRule } from "./rule.ts";
import { stepViews } from "./views.ts";
import { lotsOfEntry, pathOf, pathText, type WalkStep, walkFrom } from "./walk.ts";

type Endpoints = typeof pedigreeEndpoints;

/** Rows after which a page ends, though it has not all its steps yet. One month of one position is read whole, whatever it has. */
const rowsAtOnce = 2_000;

/** Where the units of a position, or of a range of them, came from. */
export async function readPositionPedigree(ports: PedigreePorts, call: Call<Endpoints["readPositionPedigree"]>) {
  const { caller, query } = call;
  const { instrument, fromTonne, toTonne, at, limit, cursor, purpose, investigation, ...owner } = query;
  if (!followedClasses.includes(classOf(instrument))) return refuse({ code: "pedigree-not-kept", instrument });
  const visible = await visibleAccount(ports.members, caller, owner);
  if (visible === undefined) return refuse({ code: "not-found" });
  const { account } = visible;
  if (!(await ports.trades.knows(instrument))) return refuse({ code: "instrument-unknown", instrument });
  const asked = chosenOf({ ...owner, instrument, at, from: fromTonne && plain(fromTonne), to: toTonne && plain(toTonne) });
  const reader = pedigreeReader(ports.parties, caller);
  const question = { asked, at, request: { limit, cursor }, direction: "backwards" as const, why: { purpose, investigation } };
  return answer(ports, call, reader, { ...question, accounts: [account] }, (movements) =>
    heldLot(movements, { account, instrument }, fromTonne, toTonne),
  );
}

/** Where the units of an entry came from, or where they went. */
export async function readEntryPedigree(ports: PedigreePorts, call: Call<Endpoints["readEntryPedigree"]>) {
  const { params, query } = call;
  const { instrument, ...rest } = query;
  return ofEntry(ports, call, { factId: params.factId, instrument, ...rest });
}

/** Where the units of a delivered block came from, or where they went. */
export async function readBlockPedigree(ports: PedigreePorts, call: Call<Endpoints["readBlockPedigree"]>) {
  const { params, query } = call;
  const record = await ports.trades.recordOfBlock(params.blockReference);
  if (!record) return refuse({ code: "not-found" });
  const account = record.kind === "award" || record.kind === "allocation" ? record.siteId && `site:${record.siteId}` : undefined;
  return ofEntry(ports, call, { factId: record.source.factId, instrument: record.instrument, account, ...query });
}

/** A question about an entry. */
interface EntryQuestion extends Why {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly factId: string;
  readonly instrument: string | undefined;
  readonly account?: string | undefined;
  readonly direction: Direction;
  readonly at?: Instant | undefined;
}

/** A call of one of the endpoints. */
interface PedigreeCall {
  readonly caller: Caller;
  readonly endpoint: { readonly operationId: string };
}

async function ofEntry(ports: PedigreePorts, call: PedigreeCall, question: EntryQuestion) {
  const { factId, instrument, account, direction, at, limit, cursor, purpose, investigation } = question;
  const reader = pedigreeReader(ports.parties, call.caller);
  const entry = await recordedMovements(ports, ports.clock.now()).find(factId);
  const accounts = entry ? await seenAccounts(reader, entry, { instrument, account }) : [];
  if (!entry || accounts.length === 0 || (at !== undefined && at < entry.occurredAt)) return refuse({ code: "not-found" });
  const asked = chosenOf({ factId, instrument, account, direction, at });
  const told = { asked, at, request: { limit, cursor }, direction, why: { purpose, investigation }, accounts };
  return answer(ports, call, reader, told, async (movements) => {
    const lots = await lotsOfEntry(movements, entry, { instrument, account });
    return accept(lots.filter((lot) => accounts.includes(lot.account)));
  });
}

/** The accounts to which an entry brought units, or from which they ended, that the reader may see; needs and money are no units. */
async function seenAccounts(
  reader: PedigreeReader,
  entry: MovedEntry,
  wanted: { readonly instrument: string | undefined; readonly account?: string | undefined },
): Promise<string[]> {
  const parts = flowsOf(entry).flatMap(({ source, target }) => target ?? source ?? []);
  const accounts = parts
    .filter(
      ({ account, instrument }) =>
        keepsLots(account) && followedClasses.includes(classOf(instrument)) && (wanted.instrument ?? instrument) === instrument,
    )
    .map(({ account }) => account)
    .filter((account) => (wanted.account ?? account) === account);
  await reader.prefetch(accounts);
  const seen = await Promise.all([...new Set(accounts)].map(async (account) => ((await reader.sees(account)) ? [account] : [])));
  return seen.flat();
}

/** What is held of a position, or a range of it from the oldest unit on. */
async function heldLot(
  movements: RecordedMovements,
  position: PositionName,
  fromTonne: Decimal | undefined,
  toTonne: Decimal | undefined,
): Promise<Outcome<readonly Lot[], PedigreeRefusal>> {
  const { credited, debited } = await movements.totals(position);
  const total = Decimal.max(credited.minus(debited), 0);
  const [from, to] = [fromTonne ?? new Decimal(0), toTonne ?? total];
  if (total.isZero() && fromTonne === undefined && toTonne === undefined) return accept([]);
  if (from.gte(to) || to.gt(total)) return refuse({ code: "tonnes-not-held", from: plain(from), to: plain(to), total: plain(total) });
  return accept([{ ...position, from: debited.plus(from), to: debited.plus(to) }]);
}

/** What is asked. */
interface Question {
  readonly asked: Readonly<Record<string, string>>;
  readonly at: Instant | undefined;
  readonly request: PageRequest;
  readonly direction: Direction;
  readonly why: Why;
  /** Accounts that are asked about. */
  readonly accounts: readonly string[];
}
type FindLots = (movements: RecordedMovements) => Promise<Outcome<readonly Lot[], PedigreeRefusal>>;

/**
 * Answers with a page of steps, once the reading is recorded. All pages are as of one instant, which the cursor carries; it says how far the
 * walk has come in numbers of units alone, so that a forged one leads nowhere else.
 */
async function answer(
  ports: PedigreePorts,
  { caller, endpoint }: PedigreeCall,
  reader: PedigreeReader,
  question: Question,
  lotsOf: FindLots,
) {
  const { asked, direction, request, why } = question;
  const now = ports.clock.now();
  const first = question.at ?? now;
  if (first > now) return refuse({ code: "instant-to-come", at: first, now });
  const others = await othersOf(reader, caller, question.accounts);
  const reading = others && { ...others, operation: endpoint.operationId, kinds: ["pedigree"], asked, ...why };
  const told = chosenOf({ instrument: asked.instrument, direction: asked.direction, at: asked.at });
  let at = first;
  let refused: PedigreeRefusal | undefined;
  const read = async ({ limit = 25, cursor }: PageRequest, recorded: Reading | undefined): Promise<Page<WalkStep>> => {
    const place = placeOf(cursor, first, question.at === undefined ? now : first);
    at = place.at;
    const steps = await walkPage({ ports, reader, direction, limit }, place, lotsOf);
    // A way from one member leads through others: who sees them is told to them, too. A reading of an area is told to all in it.
    if (steps.ok && recorded?.partyId !== undefined)
      await recordShown(ports, recorded, await shownIn(reader, caller, recorded, steps.value.items), told);
    if (steps.ok) return steps.value;
    refused = steps.refusal;
    return { items: [] };
  };
  const page = await pageOfReading(ports, caller, { operation: endpoint.operationId, ...asked }, reading, request, read);
  if (!page.ok) return page;
  if (refused) return refuse(refused);
  const { items: steps, ...rest } = page.value;
  const items = await stepViews(ports, reader, direction, steps);
  const watermark = plusSeconds(now, -settledAfterSeconds);
  return accept({ response: { rule: { ...attributionRule }, direction, at, watermark, final: at <= watermark, items, ...rest } });
}

/** Members, besides the reader and whose data it asked for, whose places a page shows. */
async function shownIn(reader: PedigreeReader, { partyId: own }: Caller, { partyId: asked }: Reading, steps: readonly WalkStep[]) {
  const accounts = steps.flatMap(({ lot, by }) => [lot.account, ...(by?.piece.far ? [by.piece.far.account] : [])]);
  await reader.prefetch(accounts);
  const holders = await Promise.all([...new Set(accounts)].map((account) => reader.holderOf(account)));
  const others = holders.flatMap((holder) => (holder && holder.partyId !== own && holder.partyId !== asked ? [holder] : []));
  return [...new Map(others.map((holder) => [holder.partyId, holder])).values()];
}

interface Place {
  readonly at: Instant;
  readonly path: string | undefined;
}

/** Where a page begins: the instant of the first page, and the way to its first step. */
function placeOf(cursor: string | undefined, first: Instant, latest: Instant): Place {
  if (cursor === undefined) return { at: first, path: undefined };
  const [at = "", path, ...rest] = cursor.split("|");
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) || at > latest || path === undefined || rest.length > 0) throw new BadCursor();
  return { at, path };
}

interface WalkPage {
  readonly ports: PedigreePorts;
  readonly reader: PedigreeReader;
  readonly direction: Direction;
  readonly limit: number;
}

/** A page of a walk: it ends after so many steps, or when enough rows were read. */
async function walkPage(
  { ports, reader, direction, limit }: WalkPage,
  { at, path }: Place,
  lotsOf: FindLots,
): Promise<Outcome<Page<WalkStep>, PedigreeRefusal>> {
  const movements = recordedMovements(ports, at);
  try {
    const lots = await lotsOf(movements);
    if (!lots.ok) return lots;
    const walk = { direction, movements, mayPass: reader.mayPass };
    const items: WalkStep[] = [];
    for await (const step of walkFrom(walk, lots.value, path === undefined ? undefined : pathOf(path))) {
      const full = items.length === limit || (items.length > 0 && movements.rowsRead() >= rowsAtOnce);
      if (full) return accept({ items, nextCursor: `${at}|${pathText(step.path)}` });
      items.push(step);
    }
    return accept({ items });
  } catch (error) {
    if (error instanceof RecordsLag) return refuse(error.refusal);
    throw error;
  }
}

/** Whose data the answer may show, where it is not the caller's own alone: a member's, or that of everybody in the area of an authority. */
async function othersOf(
  reader: PedigreeReader,
  caller: Caller,
  accounts: readonly string[],
): Promise<Pick<OthersData, "partyId" | "area"> | undefined> {
  const { area } = scopeOf(caller);
  const holders = await Promise.all(accounts.filter(isOfMember).map((account) => reader.holderOf(account)));
  const [holder, ...more] = [...new Map(holders.flatMap((each) => (each ? [[each.partyId, each] as const] : []))).values()];
  const only = more.length === 0 && accounts.every(isOfMember) ? holder : undefined;
  if (area === undefined || only?.partyId === caller.partyId) return undefined;
  return only ? { partyId: only.partyId, area: only.area } : { area };
}
