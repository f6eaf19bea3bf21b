import * as fc from "fast-check";
import { endTerm, freezesOver, renew } from "../../functions/collateral/register/freeze-terms.ts";
import { addSlice, attachFreeze, freezeFree, joinSlice, leave, lift, takeOver } from "../../functions/collateral/register/register.ts";
import type { RegisterChange, Slice } from "../../functions/collateral/register/rows.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/clock.ts";
import { type Decimal, decimal, least } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";

const daySeconds = 86_400;

/** A change of a register in a model: numbers choose among what there is. */
export interface Step {
  readonly does: (typeof kinds)[number];
  readonly which: number;
  readonly tonnes: number;
  readonly part: boolean;
}
const kinds = ["pledge", "join", "freeze", "attach", "leave", "lift", "take over", "wait", "renew"] as const;

/** Sequences of changes. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ does: fc.constantFrom(...kinds), which: fc.nat(50), tonnes: fc.integer({ min: 1, max: 9 }), part: fc.boolean() }),
  { maxLength: 40 },
);

/** A position with its register and its holds, as the ledger would keep them. */
export class RegisterModel {
  slices: readonly Slice[] = [];
  free = decimal("30");
  taken = decimal("0");
  readonly holds = new Map<string, { remaining: Decimal; readonly purpose: string }>();
  now: Instant = "2026-03-02T01:00:00.000Z";
  /** Ids of pledges and freezes in the order in which they came. */
  readonly came: string[] = [];
  turns: readonly string[] = [];
  #ids = 0;

  readonly newId = (): string => {
    this.#ids += 1;
    return `id-${String(this.#ids).padStart(4, "0")}`;
  };

  /** Takes a step where it is possible; returns what the register had before it, or nothing. */
  take(step: Step): readonly Slice[] | undefined {
    const before = this.slices;
    const change = this.#change(step);
    if (!change) return undefined;
    this.apply(change);
    return before;
  }

  /** Applies a change to slices and holds; throws where the ledger would refuse. */
  apply({ slices, moves, turns }: RegisterChange): void {
    this.slices = slices;
    this.turns = turns;
    for (const move of moves) {
      if (move.move === "hold") {
        if (this.holds.has(move.holdId)) throw new Error(`hold ${move.holdId} again`);
        this.free = this.free.minus(move.quantity);
        this.holds.set(move.holdId, { remaining: move.quantity, purpose: move.purpose });
      } else {
        const hold = required(this.holds.get(move.holdId), move.holdId);
        hold.remaining = hold.remaining.minus(move.quantity);
        if (move.move === "release") this.free = this.free.plus(move.quantity);
        else this.taken = this.taken.plus(move.quantity);
        if (hold.remaining.lt(0)) throw new Error(`hold ${move.holdId} is overdrawn`);
        if (hold.remaining.isZero()) this.holds.delete(move.holdId);
      }
      if (this.free.lt(0)) throw new Error("more is held than is free");
    }
  }

  #change({ does, which, tonnes, part }: Step): RegisterChange | undefined {
    const wanted = decimal(String(tonnes));
    const slice = this.slices[which % Math.max(1, this.slices.length)];
    const of = (whole: Slice) => ({
      sliceId: whole.sliceId,
      quantity: part ? least(wanted, decimal(whole.quantity)) : decimal(whole.quantity),
    });
    if (does === "pledge") return this.free.lt(wanted) ? undefined : addSlice(this.slices, wanted, this.#entry(), this.newId);
    if (does === "freeze") return this.free.lt(wanted) ? undefined : freezeFree(this.slices, wanted, this.#freeze(tonnes), this.newId);
    if (does === "wait") return this.#termsEnd(tonnes);
    if (!slice) return undefined;
    if (does === "attach") return attachFreeze(this.slices, of(slice), this.#freeze(tonnes), this.newId);
    if (does === "take over") return takeOver(this.slices, { ...of(slice), to: "site:other" });
    if (does === "join") {
      return slice.entries.length === 0 || slice.freezes.length > 0
        ? undefined
        : joinSlice(this.slices, of(slice), this.#entry(), this.newId);
    }
    const { freezeId } = slice.freezes[which % Math.max(1, slice.freezes.length)] ?? {};
    if (does === "renew") return freezeId === undefined ? undefined : renew(this.slices, { freezeId, months: tonnes, at: this.now });
    if (does === "lift")
      return freezeId === undefined ? undefined : lift(this.slices, { freezeId, at: this.now, ...(part && of(slice)) }, this.newId);
    const { pledgeId } = slice.entries[which % Math.max(1, slice.entries.length)] ?? {};
    return pledgeId === undefined ? undefined : leave(this.slices, { pledgeId, ...(part && of(slice)) }, this.newId);
  }

  /** Lets months pass, and ends what is over by then. */
  #termsEnd(months: number): RegisterChange | undefined {
    this.now = plusSeconds(this.now, months * 31 * daySeconds);
    const [freezeId] = freezesOver(this.slices, this.now);
    return freezeId === undefined ? undefined : endTerm(this.slices, { freezeId, now: this.now }, this.newId);
  }

  #entry() {
    this.now = plusSeconds(this.now, 1);
    const pledgeId = `pledge-${this.newId()}`;
    this.came.push(pledgeId);
    return { pledgeId, bankId: `bank-${pledgeId}`, registered: { at: this.now, number: pledgeId }, paidAfter: [] };
  }

  #freeze(months: number) {
    this.now = plusSeconds(this.now, 1);
    const freezeId = `freeze-${this.newId()}`;
    this.came.push(freezeId);
    return { freezeId, enteredAt: this.now, months };
  }
}
