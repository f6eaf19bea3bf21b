import type { Instant } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome } from "../../../shared/kernel/outcome.ts";
import type { RecordsBehind } from "../../../shared/statements/problems.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { inBatches } from "../../../shared/store/in-batches.ts";
import type { Freeze } from "../freezes/rows.ts";
import type { Pledge } from "../pledges/rows.ts";
import type { CollateralPorts } from "../ports.ts";
import { positionKey, registersOfPositions } from "../register/positions.ts";
import type { PositionName, Register } from "../register/rows.ts";
import { assetView } from "./asset-view.ts";
import { comparableNumber } from "./comparable-number.ts";
import type { FoundEntry } from "./findable.ts";
import { type FreePorts, type FreeQuantity, freeQuantities } from "./free-quantities.ts";
import { readsAtOnce } from "./reads.ts";
import type { DisclosedAsset } from "./shapes.ts";

/** Dependencies of looking up assets. */
export type LookUpPorts = Pick<CollateralPorts, "own"> & FreePorts;

/** An asset as the register discloses it, and by what it was found as of then. */
export interface FoundAsset {
  readonly view: DisclosedAsset;
  /** Member that owns it, and the area whose authorities answer for it. */
  readonly owner: Pick<Register, "partyId" | "area">;
  /** Credit codes of its owners and debtors in its registrations. */
  readonly codes: ReadonlySet<string>;
  /** Numbers of its registrations, filings and cases, to be compared. */
  readonly numbers: ReadonlySet<string>;
}

/** Rows of one page of what was ever registered on an asset. */
const entriesAtOnce = 100;
/** Registrations of an asset in one answer: an asset has far fewer in the fifteen years for which they are kept. */
const mostEntries = 200;

/**
 * Assets as of an instant (now when absent), in the order of their names, without those on which nothing had been registered by then. Refused
 * where what was free then can't be told yet.
 */
export async function lookUp(
  ports: LookUpPorts,
  names: readonly PositionName[],
  { at, now }: { readonly at: Instant | undefined; readonly now: Instant },
): Promise<Outcome<FoundAsset[], RecordsBehind>> {
  const registers = await registersOf(ports, names, at);
  const entries = new Map<Register, Entries>();
  await eachAtOnce(registers, readsAtOnce, async (register) => void entries.set(register, await entriesOf(ports, register, at)));
  const [pledges, freezes, free] = await Promise.all([
    pledgesOf(ports, idsOf(entries.values(), "pledge"), at),
    freezesOf(ports, idsOf(entries.values(), "freeze")),
    freeQuantities(ports, registers, { at, now }),
  ]);
  if (!free.ok) return free;
  const assets = registers.map((register) => {
    const of = required(entries.get(register), "entries");
    return foundAsset(register, of, {
      pledges: only(of.pledgeIds, pledges).filter((pledge) => wasRegisteredOn(register, pledge)),
      freezes: only(of.freezeIds, freezes),
      free: free.value.get(register),
    });
  });
  return accept(assets);
}

/** Whether a pledge, as it stood, was or had been registered on a position: others may have been added to it later. */
function wasRegisteredOn({ account, instrument }: PositionName, { registered, parts }: Pledge): boolean {
  return registered !== undefined && parts.some((part) => part.account === account && part.instrument === instrument);
}

/** What is registered on an asset: the ids of its pledges and freezes. */
interface Entries {
  readonly listed: readonly FoundEntry[];
  readonly complete: boolean;
  readonly pledgeIds: readonly string[];
  readonly freezeIds: readonly string[];
}

async function registersOf({ own }: LookUpPorts, names: readonly PositionName[], at: Instant | undefined): Promise<Register[]> {
  const found = new Map<string, Register>();
  if (at !== undefined) {
    await eachAtOnce(names, readsAtOnce, async (name) => {
      const register = await own.registerAt(name, at);
      if (register) found.set(positionKey(name), register);
    });
  } else {
    // The rows themselves, not the book by time: no registration is missed because another server's clock is ahead.
    for (const register of await registersOfPositions(own, names)) found.set(positionKey(register), register);
  }
  return names.flatMap((name) => found.get(positionKey(name)) ?? []);
}

async function entriesOf({ own }: LookUpPorts, { account, instrument, slices }: Register, at: Instant | undefined): Promise<Entries> {
  const listed: FoundEntry[] = [];
  let cursor: string | undefined;
  do {
    const request = { limit: entriesAtOnce, cursor, ...(at !== undefined && { to: `${at}#~` }) };
    const page = await own.entriesFound({ account, instrument }, request);
    listed.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && listed.length < mostEntries);
  const idsOfKind = (kind: FoundEntry["kind"]) => listed.filter((entry) => entry.kind === kind).map(({ entryId }) => entryId);
  const lying = slices.flatMap(({ entries }) => entries.map(({ pledgeId }) => pledgeId));
  const frozen = slices.flatMap(({ freezes }) => freezes.map(({ freezeId }) => freezeId));
  return {
    ...{ listed, complete: cursor === undefined },
    pledgeIds: [...new Set([...idsOfKind("pledge"), ...lying])],
    freezeIds: [...new Set([...idsOfKind("freeze"), ...frozen])],
  };
}

function idsOf(entries: Iterable<Entries>, kind: FoundEntry["kind"]): readonly string[] {
  return [...new Set([...entries].flatMap(({ pledgeIds, freezeIds }) => (kind === "pledge" ? pledgeIds : freezeIds)))];
}

/** Pledges by id, as they stood. Those that have not changed since are the rows of now; of each other one its version is read. */
async function pledgesOf({ own }: LookUpPorts, ids: readonly string[], at: Instant | undefined): Promise<ReadonlyMap<string, Pledge>> {
  const found = new Map<string, Pledge>();
  for (const pledge of await inBatches(ids, own.pledgesAt)) found.set(pledge.pledgeId, pledge);
  if (at === undefined) return found;
  const later = [...found.values()].filter(({ changedAt }) => changedAt > at);
  await eachAtOnce(later, readsAtOnce, async ({ pledgeId }) => {
    found.set(pledgeId, required(await own.pledgeAsOf(pledgeId, at), `pledge ${pledgeId} at ${at}`));
  });
  return found;
}

/** Freezes by id. What of them may change before they end is in the registers, as of their instant. */
async function freezesOf({ own }: LookUpPorts, ids: readonly string[]): Promise<ReadonlyMap<string, Freeze>> {
  const found = new Map<string, Freeze>();
  for (const freeze of await inBatches(ids, own.freezesAt)) found.set(freeze.freezeId, freeze);
  return found;
}

function foundAsset(
  register: Register,
  { listed, complete }: Entries,
  {
    pledges,
    freezes,
    free,
  }: { readonly pledges: readonly Pledge[]; readonly freezes: readonly Freeze[]; readonly free: FreeQuantity | undefined },
): FoundAsset {
  const places = register.slices
    .flatMap(({ entries }) => entries)
    .flatMap(({ registered, filed }) => [registered, ...(filed ? [filed] : [])]);
  const numbered = pledges.flatMap(({ registered, filing }) => [...(registered ? [registered] : []), ...(filing ? [filing] : [])]);
  const numbers = [
    ...places.map(({ number }) => number),
    ...numbered.map(({ number }) => number),
    ...freezes.map(({ caseNumber }) => caseNumber),
  ];
  const owners = listed.map(({ owner }) => owner.creditCode);
  const { partyId, area } = register;
  return {
    owner: { partyId, area },
    view: assetView({ register, pledges, freezes, complete, ...(free && { free }) }),
    codes: new Set([...owners, ...pledges.flatMap(({ pledgor, debtor }) => [pledgor.creditCode, debtor.creditCode])]),
    numbers: new Set(numbers.map(comparableNumber)),
  };
}

function only<Row>(ids: readonly string[], rows: ReadonlyMap<string, Row>): readonly Row[] {
  return ids.flatMap((id) => rows.get(id) ?? []);
}
