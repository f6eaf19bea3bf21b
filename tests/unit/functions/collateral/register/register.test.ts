import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endTerm } from "../../../../../functions/collateral/register/freeze-terms.ts";
import { freezesOn, goneFrom, pledgesOn } from "../../../../../functions/collateral/register/on-slices.ts";
import {
  addSlice,
  attachFreeze,
  freezeFree,
  joinSlice,
  leave,
  lift,
  quantityOf,
  takeOver,
  withdraw,
} from "../../../../../functions/collateral/register/register.ts";
import type { Slice } from "../../../../../functions/collateral/register/rows.ts";
import { decimal, plain, sum } from "../../../../../shared/kernel/decimal.ts";
import { runs } from "../../../../support/effort.ts";
import { RegisterModel, steps } from "../../../../support/register-model.ts";

/** What is wrong with a model, in a sentence each. */
function faultsOf({ slices, holds, free, taken, came }: RegisterModel): string[] {
  const faults: string[] = [];
  for (const [holdId, { remaining, purpose }] of holds) {
    const sharing = slices.filter((slice) => slice.holdId === holdId);
    if (!quantityOf(sharing).eq(remaining)) faults.push(`${holdId} holds ${plain(remaining)}, its slices ${plain(quantityOf(sharing))}`);
    if (sharing.some(({ entries }) => (entries.length > 0 ? "pledge" : "freeze") !== purpose))
      faults.push(`${holdId} is held for ${purpose}`);
  }
  if (slices.some(({ holdId }) => !holds.has(holdId))) faults.push("a slice is not held");
  if (new Set(slices.map(({ sliceId }) => sliceId)).size < slices.length) faults.push("two slices have one id");
  for (const { sliceId, quantity, entries, freezes } of slices) {
    if (!decimal(quantity).gt(0)) faults.push(`${sliceId} has no tonnes`);
    if (entries.length + freezes.length === 0) faults.push(`nothing is on ${sliceId}`);
    const order = [entries.map(({ pledgeId }) => came.indexOf(pledgeId)), freezes.map(({ freezeId }) => came.indexOf(freezeId))];
    if (order.some((places) => places.some((place, index) => place <= (places[index - 1] ?? -1))))
      faults.push(`${sliceId} is out of order`);
    for (const [place, { since, until }] of freezes.entries()) {
      if ((since !== undefined) !== (place === 0) || (until !== undefined) !== (place === 0)) faults.push(`turn ${place} of ${sliceId}`);
    }
  }
  if (!sum([free, taken, quantityOf(slices)]).eq(30)) faults.push("tonnes are lost or made");
  return faults;
}

const firstOf = (slices: readonly Slice[]) => new Set(slices.flatMap(({ freezes: [first] }) => (first ? [first.freezeId] : [])));

describe("a register after any sequence of changes", () => {
  it("holds in the ledger what its slices have, keeps order and turns, and loses nothing", () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const model = new RegisterModel();
        for (const step of sequence) {
          const before = model.take(step);
          expect(faultsOf(model)).toEqual([]);
          if (!before) continue;
          for (const freezeId of model.turns) expect(firstOf(model.slices)).toContain(freezeId);
          for (const freezeId of firstOf(model.slices)) if (!firstOf(before).has(freezeId)) expect(model.turns).toContain(freezeId);
        }
      }),
      { numRuns: runs(1_000, 100) },
    );
  });

  it("gives back exactly what was held once everything has left", () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (sequence, freezesFirst) => {
        const model = new RegisterModel();
        for (const step of sequence) model.take(step);
        const pledges = () => {
          for (const pledgeId of pledgesOn(model.slices)) model.apply(leave(model.slices, { pledgeId }, model.newId));
        };
        const freezes = () => {
          for (const freezeId of freezesOn(model.slices)) model.apply(lift(model.slices, { freezeId, at: model.now }, model.newId));
        };
        for (const end of freezesFirst ? [freezes, pledges] : [pledges, freezes]) end();
        expect(model.slices).toEqual([]);
        expect(model.holds.size).toBe(0);
        expect(plain(model.free.plus(model.taken))).toBe("30");
      }),
      { numRuns: runs(500, 50) },
    );
  });

  it("names what a change took off all slices", () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const model = new RegisterModel();
        const gone = new Set<string>();
        for (const step of sequence) {
          const before = model.take(step);
          if (!before) continue;
          const { pledges, freezes } = goneFrom(before, model.slices);
          for (const id of [...pledges, ...freezes]) gone.add(id);
        }
        const left = new Set([...pledgesOn(model.slices), ...freezesOn(model.slices)]);
        for (const id of model.came) expect(left.has(id)).toBe(!gone.has(id));
      }),
      { numRuns: runs(200, 20) },
    );
  });
});

const at = "2026-03-02T01:00:00.000Z";
const entry = (pledgeId: string) => ({ pledgeId, bankId: `of ${pledgeId}`, registered: { at, number: pledgeId }, paidAfter: [] });
const freeze = (freezeId: string, months = 36) => ({ freezeId, enteredAt: at, months });

/** Ids in turn. */
function ids() {
  let made = 0;
  return () => {
    made += 1;
    return `id${made}`;
  };
}

describe("the case of the exchange's rules", () => {
  const newId = ids();
  const a = addSlice([], decimal("6"), entry("A"), newId);
  const b = joinSlice(a.slices, { sliceId: "id1", quantity: decimal("6") }, entry("B"), newId);

  it("keeps the hold when the senior cancels, and the freeze that attached meanwhile when the junior does", () => {
    expect(b.moves).toEqual([]);
    const frozen = attachFreeze(b.slices, { sliceId: "id1", quantity: decimal("6") }, freeze("F"), newId);
    expect(frozen).toMatchObject({ moves: [], turns: ["F"] });
    const onlyB = leave(frozen.slices, { pledgeId: "A" }, newId);
    expect(onlyB).toMatchObject({ moves: [], slices: [{ holdId: "id2", entries: [{ pledgeId: "B" }] }] });
    const onlyF = leave(onlyB.slices, { pledgeId: "B" }, newId);
    expect(onlyF.moves).toMatchObject([
      { move: "release", holdId: "id2", quantity: decimal("6") },
      { move: "hold", quantity: decimal("6"), purpose: "freeze" },
    ]);
    expect(onlyF.slices).toMatchObject([{ entries: [], freezes: [{ freezeId: "F", since: at }] }]);
    expect(lift(onlyF.slices, { freezeId: "F", at }, newId)).toMatchObject({ slices: [], moves: [{ move: "release" }] });
  });

  it("keeps further pledges off what is frozen", () => {
    const frozen = attachFreeze(b.slices, { sliceId: "id1", quantity: decimal("6") }, freeze("F"), ids());
    expect(() => joinSlice(frozen.slices, { sliceId: "id1", quantity: decimal("6") }, entry("C"), ids())).toThrow("frozen");
    expect(() => joinSlice(b.slices, { sliceId: "id1", quantity: decimal("1") }, entry("A"), ids())).toThrow("once");
  });
});

describe("a part of what stands on slices", () => {
  const newId = ids();
  const two = addSlice(addSlice([], decimal("4"), entry("A"), newId).slices, decimal("3"), entry("A"), newId).slices;

  it("is taken off in the order of the slices, so many tonnes in all", () => {
    const change = leave(two, { pledgeId: "A", quantity: decimal("5") }, newId);
    expect(change.moves).toEqual([
      { move: "release", holdId: "id2", quantity: decimal("4") },
      { move: "release", holdId: "id4", quantity: decimal("1") },
    ]);
    expect(change.slices).toMatchObject([{ holdId: "id4", quantity: "2" }]);
  });

  it("is never more than stands there", () => {
    expect(() => leave(two, { pledgeId: "A", quantity: decimal("8") }, newId)).toThrow("no more is taken");
    expect(() => leave(two, { pledgeId: "A", sliceId: "id1", quantity: decimal("5") }, newId)).toThrow("no more is taken");
    expect(() => takeOver(two, { sliceId: "id1", quantity: decimal("5"), to: "site:s" })).toThrow("no more is taken over");
  });

  it("gets one hold together where many slices are only frozen from now on", () => {
    const frozen = two.reduce(
      (slices, { sliceId, quantity }) => attachFreeze(slices, { sliceId, quantity: decimal(quantity) }, freeze(sliceId), newId).slices,
      two,
    );
    const { slices, moves } = leave(frozen, { pledgeId: "A" }, newId);
    expect(moves.filter(({ move }) => move === "hold")).toMatchObject([{ quantity: decimal("7"), purpose: "freeze" }]);
    expect(new Set(slices.map(({ holdId }) => holdId)).size).toBe(1);
  });
});

describe("terms of freezes", () => {
  it("run from the turn of each, which begins when the one before is over, however late that is noticed", () => {
    const newId = ids();
    const first = freezeFree([], decimal("5"), freeze("F", 12), newId);
    expect(first.slices[0]?.freezes).toMatchObject([{ since: at, until: "2027-03-02T16:00:00.000Z" }]);
    const queue = attachFreeze(first.slices, { sliceId: "id1", quantity: decimal("5") }, freeze("G", 6), newId);
    expect(queue.turns).toEqual([]);
    const now = "2027-03-05T00:00:00.000Z";
    const turned = endTerm(queue.slices, { freezeId: "F", now }, newId);
    expect(turned).toMatchObject({ moves: [], turns: ["G"] });
    expect(turned.slices[0]?.freezes).toMatchObject([
      { freezeId: "G", since: "2027-03-02T16:00:00.000Z", until: "2027-09-03T16:00:00.000Z" },
    ]);
    expect(endTerm(turned.slices, { freezeId: "G", now }, newId)).toMatchObject({ slices: turned.slices, moves: [] });
  });
});

describe("the end of a right", () => {
  it("takes pledges off without a move, and with the last of them slices on which nothing else stands", () => {
    const newId = ids();
    const two = addSlice(addSlice([], decimal("4"), entry("A"), newId).slices, decimal("3"), entry("B"), newId).slices;
    const frozen = attachFreeze(two, { sliceId: "id3", quantity: decimal("3") }, freeze("F"), newId).slices;
    expect(withdraw(frozen, new Set(["A", "B"]))).toMatchObject({ moves: [], slices: [{ entries: [], freezes: [{ freezeId: "F" }] }] });
  });
});
