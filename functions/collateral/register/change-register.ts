import { epochMilliseconds, type Instant, instantOf } from "../../../shared/kernel/clock.ts";
import { type Decimal, sum, zero } from "../../../shared/kernel/decimal.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { invariant, required } from "../../../shared/kernel/invariant.ts";
import type { Refusal } from "../../../shared/kernel/outcome.ts";
import type { EntryEnvelope, LedgerEntry } from "../../../shared/ledger/entry.ts";
import { sliceHoldPrefix } from "../../../shared/ledger/hold.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import type { Hold } from "../../../shared/ledger/rows.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { quantityOf } from "./register.ts";
import type { HoldMove, NewIds, Place, PositionName, Register, RegisterChange } from "./rows.ts";
import type { registerRows } from "./store.ts";

/** The part of the ports that changes of registers need. */
export interface RegisterPorts {
  readonly own: Pick<ReturnType<typeof registerRows>, "register" | "registerPut">;
  readonly ledger: Pick<Ledger, "holdsAt" | "newEntry">;
}

/** A register as it was read, with the holds of its slices. */
export interface OpenRegister {
  readonly register: Register;
  readonly holds: ReadonlyMap<string, Hold>;
}

/** Reads what lies on a position of an owner, and the holds of its slices. Version 0, for the owner and its area, where nothing ever did. */
export async function openRegister(
  ports: RegisterPorts,
  name: PositionName,
  owner: Pick<Register, "partyId" | "area">,
): Promise<OpenRegister> {
  const { partyId, area } = owner;
  const empty = { account: name.account, instrument: name.instrument, partyId, area, slices: [], version: 0, changedAt: "" };
  return (await openStanding(ports, name)) ?? { register: empty, holds: new Map() };
}

/**
 * Reads what lies on a position, and the holds of its slices; undefined where nothing ever did. Both are of one moment: where another change came
 * between the two reads, they are read again. Of a right that has expired the ledger may have closed holds before its register is emptied.
 */
export function openStanding(ports: RegisterPorts, name: PositionName): Promise<OpenRegister | undefined> {
  let before: number | undefined;
  return retryWhileStale("a register and its holds", async () => {
    const register = await ports.own.register(name);
    if (!register) return undefined;
    const holds = await holdsOf(ports, register);
    if (agree(register, holds)) return { register, holds };
    invariant(before !== register.version, `slices of ${name.account} ${name.instrument} are held`);
    before = register.version;
    return stale;
  });
}

async function holdsOf(
  { ledger }: Pick<RegisterPorts, "ledger">,
  { account, instrument, slices }: Register,
): Promise<OpenRegister["holds"]> {
  const holdIds = [...new Set(slices.map(({ holdId }) => holdId))];
  const found = holdIds.length === 0 ? [] : await ledger.holdsAt(holdIds.map((holdId) => ({ account, instrument, holdId })));
  return new Map(found.flatMap((hold) => (hold ? [[hold.holdId, hold]] : [])));
}

/**
 * Whether every hold has as much left as the slices that share it, or was closed by the end of the right. Tonnes that are being enforced may have
 * left their hold already: they are awarded in an auction, and the register learns of it when the sale is over.
 */
function agree({ slices }: Register, holds: OpenRegister["holds"]): boolean {
  const shares = Map.groupBy(slices, ({ holdId }) => holdId);
  return [...shares].every(([holdId, sharing]) => {
    const hold = holds.get(holdId);
    if (hold?.state === "expired") return true;
    const quantity = quantityOf(sharing);
    const least = quantityOf(sharing.filter(({ enforcement }) => enforcement === undefined));
    const left = hold?.state === "pending" ? hold.remaining : zero;
    if (hold?.state !== "pending" && least.eq(quantity)) return false;
    return left.lte(quantity) && left.gte(least);
  });
}

/** The ids of slices and holds that the next change of a register makes: the same ones if it is decided again. */
export function idsOfChange({ account, instrument, version }: Register): NewIds {
  let made = 0;
  return () => {
    made += 1;
    return `${sliceHoldPrefix}${sha256(`${account}#${instrument}#${version + 1}#${made}`).slice(0, 32)}`;
  };
}

/**
 * The place that the exchange's register gives to whatever its next change registers: places of a position are numbered in turn, and each is
 * later than the change before it, whatever the clocks of two machines say: numbers of different positions decide nothing here.
 */
export function nextPlace({ account, instrument, version, changedAt }: Register, at: Instant): Place {
  const position = sha256(`${account}#${instrument}`).slice(0, 10).toUpperCase();
  return { at: laterThan(changedAt, at), number: `EZ-${position}-${String(version + 1).padStart(6, "0")}` };
}

/** An instant, or the first one after another where it does not come after that. */
export function laterThan(before: Instant, at: Instant): Instant {
  return at > before ? at : instantOf(epochMilliseconds(before) + 1);
}

/** An instant, or an earliest one where it comes before that. */
export function notBefore(earliest: Instant, at: Instant): Instant {
  return at < earliest ? earliest : at;
}

/** The next version of a register, never earlier than the one before. */
export function nextRegister(register: Register, slices: Register["slices"], at: Instant): Register {
  return { ...register, slices, version: register.version + 1, changedAt: notBefore(register.changedAt, at) };
}

/** A change of one register, and the refusal where its free tonnes don't suffice. */
export interface ChangedRegister<R extends Refusal> {
  readonly open: OpenRegister;
  readonly change: Pick<RegisterChange, "slices" | "moves">;
  readonly shortage?: R;
}

/**
 * The writes of a change of one register or several: their next versions, their lines in the book, and the one entry that moves the holds of
 * all of them, if any move.
 */
export function registerWrites<R extends Refusal = never>(
  { own, ledger }: RegisterPorts,
  changed: readonly ChangedRegister<R>[],
  envelope: EntryEnvelope,
): WriteFragment<R>[] {
  const entry = ledger.newEntry<R>(envelope);
  for (const { open, change, shortage } of changed) moveHolds(entry, open, change, shortage);
  const rows = changed.flatMap(({ open: { register }, change: { slices } }) =>
    own.registerPut(nextRegister(register, slices, envelope.occurredAt)),
  );
  return [...rows, ...(movesIn(changed) ? entry.writes() : [])];
}

/** Whether something moves in the ledger: facts tell, so that a restored ledger can be compared with them. */
export function movesIn(changed: readonly Pick<ChangedRegister<Refusal>, "change">[]): boolean {
  return changed.some(({ change: { moves } }) => moves.length > 0);
}

/** By how much a change changes what is held on its position, in sum. What is posted is held no more. */
export function heldChangeOf({ moves }: Pick<RegisterChange, "moves">): Decimal {
  return sum(moves.map(({ move, quantity }) => (move === "hold" ? quantity : quantity.neg())));
}

/** What a change moves, in an entry that may move more. */
export function moveHolds<R extends Refusal>(
  entry: LedgerEntry<R>,
  open: OpenRegister,
  { moves }: Pick<RegisterChange, "moves">,
  shortage?: R,
): void {
  for (const move of moves) apply(entry, open, move, shortage);
}

function apply<R extends Refusal>(
  entry: LedgerEntry<R>,
  { register: { account, instrument }, holds }: OpenRegister,
  move: HoldMove,
  shortage: R | undefined,
): void {
  const { holdId, quantity } = move;
  if (move.move === "hold") {
    entry.hold({ holdId, account, instrument, quantity, purpose: move.purpose, ...(shortage && { shortage }) });
    return;
  }
  const hold = required(holds.get(holdId), `hold ${holdId} of a slice`);
  if (move.move === "release") entry.release(hold, quantity);
  else entry.post(hold, move.to, quantity);
}
