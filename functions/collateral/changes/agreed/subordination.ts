import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import type { Registry } from "../../asset-kinds.ts";
import { openRegisters } from "../../pledges/change-pledge.ts";
import { registryOf } from "../../pledges/views.ts";
import type { CollateralRefusal } from "../../problems.ts";
import { paymentOrder } from "../../register/ranks.ts";
import { type Register, type RegisterEntry, type Slice, slicesOf } from "../../register/register.ts";
import { changeSource } from "../rules.ts";
import type { Decide } from "./decide.ts";

/** A pledge and the registration that is to be paid before it. */
interface Order {
  readonly pledgeId: string;
  readonly aheadNumber: string;
  readonly sliceIds?: readonly string[] | undefined;
}

/** This pledge is paid after another on the slices that both stand on: payment changes, numbers don't. */
export const subordination: Decide<"subordination"> = async (ports, pledge, { aheadNumber, sliceIds }, _at) => {
  const { pledgeId } = pledge;
  const opened = await openRegisters(ports, pledge);
  const registers = opened.map(({ register }) => register);
  const found = placesBehind(registers, { pledgeId, aheadNumber, sliceIds });
  if (!found.ok) return found;
  const { slices, ahead } = found.value;
  const changed = opened
    .filter(({ register }) => register.slices.some(({ sliceId }) => slices.has(sliceId)))
    .map(({ register, holds }) => {
      const registry = registryOf(register.instrument);
      const after = register.slices.map((slice) =>
        slices.has(slice.sliceId) ? steppedBack(slice, pledgeId, ahead.pledgeId, registry) : slice,
      );
      return { open: { register, holds }, change: { slices: after, moves: [] } };
    });
  return accept({ change: {}, changed });
};

/** The slices on which a pledge can step behind another, and that other's entry; refused where the other is not behind it there. */
export function placesBehind(
  registers: readonly Pick<Register, "instrument" | "slices">[],
  { pledgeId, aheadNumber, sliceIds }: Order,
): Outcome<{ readonly slices: ReadonlySet<string>; readonly ahead: RegisterEntry }, CollateralRefusal> {
  const found = registers.flatMap(({ instrument, slices }) =>
    slicesOf(slices, pledgeId).flatMap((slice) => {
      const order = paymentOrder(slice, registryOf(instrument));
      const own = order.findIndex((entry) => entry.pledgeId === pledgeId);
      const ahead = order.find(({ registered }, place) => place > own && registered.number === aheadNumber);
      return ahead && (sliceIds?.includes(slice.sliceId) ?? true) ? [{ sliceId: slice.sliceId, ahead }] : [];
    }),
  );
  const [first] = found;
  const slices = new Set(found.map(({ sliceId }) => sliceId));
  return first && (sliceIds?.every((sliceId) => slices.has(sliceId)) ?? true)
    ? accept({ slices, ahead: first.ahead })
    : refuse({ code: "not-behind", aheadNumber, source: changeSource("subordination") });
}

/**
 * A slice after a pledge stepped behind another. It then waits for that one only, unless those who stepped back before would keep it ahead:
 * then it waits for everybody up to there. Who had stepped behind this pledge, and is let ahead now, no longer waits for it.
 */
export function steppedBack(slice: Slice, pledgeId: string, ahead: string, registry: Registry): Slice {
  const ids = paymentOrder(slice, registry).map((entry) => entry.pledgeId);
  const upTo = ids.slice(ids.indexOf(pledgeId) + 1, ids.indexOf(ahead) + 1);
  const waitingFor = (others: readonly string[]): Slice => ({
    ...slice,
    entries: slice.entries.map((entry) => {
      if (entry.pledgeId === pledgeId) return { ...entry, paidAfter: [...new Set([...entry.paidAfter, ...others])] };
      return entry.pledgeId === ahead ? { ...entry, paidAfter: entry.paidAfter.filter((each) => each !== pledgeId) } : entry;
    }),
  });
  const wanted = [...ids.filter((id) => id !== pledgeId)].toSpliced(ids.indexOf(ahead), 0, pledgeId);
  const alone = waitingFor([ahead]);
  const isAsWanted = paymentOrder(alone, registry).every((entry, place) => entry.pledgeId === wanted[place]);
  return isAsWanted ? alone : waitingFor(upTo);
}
