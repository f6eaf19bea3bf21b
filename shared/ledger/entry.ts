import type { Instant } from "../kernel/clock.ts";
import { type Decimal, least, plain, zero } from "../kernel/decimal.ts";
import type { Fact } from "../kernel/fact.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Refusal } from "../kernel/outcome.ts";
import { factWrite } from "../store/fact-store.ts";
import type { WriteFragment } from "../store/transaction.ts";
import { type Account, mayOverdraw } from "./account.ts";
import { type TransferData, transferFact } from "./contract.ts";
import { type Due, dueDelete, duePut, dueUpdate, type NewDue } from "./dues.ts";
import type { HoldPurpose } from "./hold.ts";
import { CNY, type Instrument, isExpired, isInstrument, scaleOf } from "./instrument.ts";
import type { Hold } from "./rows.ts";
import { holdPut, holdUpdate, positionUpdate } from "./writes.ts";

/** Why, when and by whom an entry is made. A `factId` derived from the cause makes the entry happen at most once. */
export type EntryEnvelope = Omit<Fact, "factType" | "schemaVersion" | "data"> & { readonly cause: TransferData["cause"] };

interface PositionChange<R extends Refusal> {
  readonly account: Account;
  readonly instrument: Instrument;
  available: Decimal;
  held: Decimal;
  readonly heldFor: Map<HoldPurpose, Decimal>;
  overdraw: boolean;
  empties: boolean;
  shortage?: R;
  block?: string;
}

interface HoldChange {
  readonly hold: Hold;
  posted: Decimal;
  released: Decimal;
  closes?: "voided" | "expired";
}

interface DueChange {
  readonly due: Due;
  reserved: Decimal;
  lateUntil: Instant | undefined;
  creditedUntil: Instant | undefined;
  ends: boolean;
}

/**
 * Collects the operations of one command into one ledger entry: postings on the same position are merged (one write per item), debits are
 * guarded, credits are unconditional. `writes()` returns the fragments of positions, holds and the transfer fact, to commit with the use
 * case's own.
 */
export class LedgerEntry<R extends Refusal = Refusal> {
  readonly #table: string;
  readonly #envelope: EntryEnvelope;
  readonly #positions = new Map<string, PositionChange<R>>();
  readonly #holds = new Map<string, HoldChange>();
  readonly #dues = new Map<string, DueChange>();
  readonly #newRows: WriteFragment<R>[] = [];

  constructor(table: string, envelope: EntryEnvelope) {
    this.#table = table;
    this.#envelope = envelope;
  }

  /** Moves `quantity` from one account's available to another's; `shortage` is the refusal when it is not covered. */
  transfer(move: { instrument: Instrument; from: Account; to: Account; quantity: Decimal; shortage?: R; overdraw?: boolean }): this {
    const { instrument, from, to, quantity } = move;
    this.#assertMovable(instrument, to);
    this.#change(from, instrument, quantity.neg(), zero, { shortage: move.shortage, overdraw: move.overdraw });
    this.#change(to, instrument, quantity, zero);
    return this;
  }

  /** Sets `quantity` aside for a purpose; `shortage` is the refusal when it is not covered, `stale` without one. */
  hold(
    request: Pick<Hold, "holdId" | "account" | "instrument" | "quantity"> & {
      purpose: HoldPurpose;
      beneficiary?: string;
      expiresAt?: Instant;
      shortage?: R;
    },
  ): this {
    const { shortage, ...hold } = request;
    this.#assertMovable(hold.instrument, hold.account);
    this.#change(hold.account, hold.instrument, hold.quantity.neg(), hold.quantity, { purpose: hold.purpose, shortage });
    this.#newRows.push(holdPut(this.#table, { ...hold, remaining: hold.quantity, state: "pending", version: 1 }));
    return this;
  }

  /** Pays part of a pending hold to another account; the rest stays held unless `voidRest` follows. */
  post(hold: Hold, to: Account, quantity: Decimal): this {
    this.#assertMovable(hold.instrument, to);
    const change = this.#holdChange(hold);
    change.posted = change.posted.plus(quantity);
    assertCovered(change);
    this.#change(hold.account, hold.instrument, zero, quantity.neg(), { purpose: hold.purpose });
    this.#change(to, hold.instrument, quantity, zero);
    return this;
  }

  /** Returns part of a pending hold to its account; the rest stays held. Released whole, the hold is voided. */
  release(hold: Hold, quantity: Decimal): this {
    const change = this.#holdChange(hold);
    change.released = change.released.plus(quantity);
    assertCovered(change);
    this.#change(hold.account, hold.instrument, quantity, quantity.neg(), { purpose: hold.purpose });
    return this;
  }

  /** Returns what is left of a pending hold to its account; call after the other operations on it in the same entry. */
  voidRest(hold: Hold, closes: "voided" | "expired" = "voided"): this {
    const change = this.#holdChange(hold);
    const rest = hold.remaining.minus(change.posted).minus(change.released);
    change.closes = closes;
    this.#change(hold.account, hold.instrument, rest, rest.neg(), { purpose: hold.purpose });
    return this;
  }

  /** States what an account owes from now on. */
  owe(due: NewDue): this {
    this.#newRows.push(duePut(this.#table, due));
    return this;
  }

  /**
   * Sets available money aside for a due. `lateAt` notes when money was credited that came after its deadline, and may go with zero;
   * `creditedAt` when the money was credited that is set aside.
   */
  reserve(due: Due, quantity: Decimal, { lateAt, creditedAt }: { readonly lateAt?: Instant; readonly creditedAt?: Instant } = {}): this {
    const change = this.#dueChange(due);
    change.reserved = change.reserved.plus(quantity);
    change.lateUntil = latest(change.lateUntil, lateAt);
    change.creditedUntil = latest(change.creditedUntil, creditedAt);
    invariant(change.reserved.lte(due.amount), "no more is set aside for a due than is owed");
    this.#change(due.account, CNY, quantity.neg(), quantity, { purpose: "due" });
    return this;
  }

  /** Pays a part of a due: from what is reserved for it, and the rest from what is available. */
  pay(due: Due, to: Account, quantity: Decimal, shortage: R): this {
    const change = this.#dueChange(due);
    const reserved = least(change.reserved, quantity);
    change.reserved = change.reserved.minus(reserved);
    this.#change(due.account, CNY, reserved.minus(quantity), reserved.neg(), { purpose: "due", shortage });
    this.#change(to, CNY, quantity, zero);
    return this;
  }

  /** Ends a due, paid or not: what is still reserved for it is available again. Call after the payments of the same entry. */
  endDue(due: Due): this {
    const change = this.#dueChange(due);
    change.ends = true;
    this.#change(due.account, CNY, change.reserved, change.reserved.neg(), { purpose: "due" });
    return this;
  }

  /**
   * Asserts that the entry's debits empty a position: it is removed from the index that sums read, until a credit adds it again. If
   * anything would be left, the commit fails as for an uncovered debit. Call after the operations that debit it.
   */
  empties(account: Account, instrument: Instrument): this {
    const change = this.#positions.get(`${account} ${instrument}`);
    invariant(change && !change.overdraw && change.available.lt(0), "a position is emptied by a guarded debit");
    change.empties = true;
    return this;
  }

  /**
   * Names the block of units that the entry delivers to a position, so that statements show it. Call after the operations that credit it; an entry
   * delivers one block to a position.
   */
  delivers(account: Account, instrument: Instrument, block: string): this {
    const change = this.#positions.get(`${account} ${instrument}`);
    invariant(change && change.block === undefined, "a block is delivered to a position once in an entry");
    change.block = block;
    return this;
  }

  /** The write fragments of the entry. A hold or due that changed since it was read is `stale`; an entry already made is `done`. */
  writes(): WriteFragment<R>[] {
    const at = this.#envelope.occurredAt;
    const moved = [...this.#positions.values()].filter(
      ({ available, held, heldFor }) => !(available.isZero() && held.isZero() && [...heldFor.values()].every((change) => change.isZero())),
    );
    invariant(moved.length > 0, "a ledger entry moves something");
    const { cause, ...envelope } = this.#envelope;
    const postings = moved.map(({ account, instrument, available, held, heldFor, block }) => ({
      ...{ account, instrument, available: plain(available), held: plain(held) },
      ...(heldFor.size > 0 && { heldFor: Object.fromEntries([...heldFor].map(([purpose, change]) => [purpose, plain(change)])) }),
      ...(block !== undefined && { blockReference: block }),
    }));
    return [
      factWrite(this.#table, transferFact, { ...envelope, data: { cause, postings } }),
      ...moved.map((change) => positionUpdate<R>(this.#table, change)),
      ...this.#newRows,
      ...[...this.#holds.values()].map(({ hold, ...outcome }) => holdUpdate(this.#table, hold, outcome, at)),
      ...[...this.#dues.values()].map(({ due, ends, ...next }) => (ends ? dueDelete(this.#table, due) : dueUpdate(this.#table, due, next))),
    ];
  }

  #holdChange(hold: Hold): HoldChange {
    invariant(hold.state === "pending", "only a pending hold is posted or voided");
    const change: HoldChange = this.#holds.get(hold.holdId) ?? { hold, posted: zero, released: zero };
    invariant(!change.closes, "nothing follows the closing of a hold");
    this.#holds.set(hold.holdId, change);
    return change;
  }

  #dueChange(due: Due): DueChange {
    const change = this.#dues.get(due.dueId) ?? {
      due,
      reserved: due.reserved,
      lateUntil: due.lateUntil,
      creditedUntil: due.creditedUntil,
      ends: false,
    };
    invariant(!change.ends, "nothing follows the end of a due");
    this.#dues.set(due.dueId, change);
    return change;
  }

  #assertMovable(instrument: Instrument, to: Account): void {
    invariant(
      to.startsWith("retired:") || to.startsWith("issue:") || !isExpired(instrument, this.#envelope.occurredAt),
      `${instrument} has expired and can only be retired`,
    );
  }

  #change(
    account: Account,
    instrument: Instrument,
    available: Decimal,
    held: Decimal,
    {
      purpose,
      shortage,
      overdraw,
    }: { readonly purpose?: HoldPurpose; readonly shortage?: R | undefined; readonly overdraw?: boolean | undefined } = {},
  ): void {
    invariant(isInstrument(instrument), `${instrument} is named as its class asks`);
    const scale = scaleOf(instrument);
    invariant(available.decimalPlaces() <= scale && held.decimalPlaces() <= scale, `${instrument} moves in units of ${scale} places`);
    const key = `${account} ${instrument}`;
    const change = this.#positions.get(key) ?? {
      account,
      instrument,
      available: zero,
      held: zero,
      heldFor: new Map<HoldPurpose, Decimal>(),
      overdraw: mayOverdraw(account),
      empties: false,
    };
    change.available = change.available.plus(available);
    change.held = change.held.plus(held);
    if (purpose && !held.isZero()) change.heldFor.set(purpose, held.plus(change.heldFor.get(purpose) ?? zero));
    change.overdraw ||= overdraw ?? false;
    if (shortage) change.shortage ??= shortage;
    this.#positions.set(key, change);
  }
}

function assertCovered({ hold, posted, released }: HoldChange): void {
  invariant(posted.plus(released).lte(hold.remaining), "no more is posted and released than a hold has left");
}

function latest(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  return other !== undefined && other > (one ?? "") ? other : one;
}
