import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import type { Registry } from "../../asset-kinds.ts";
import { registryOf } from "../../asset-kinds.ts";
import { openRegisters } from "../../pledges/change-pledge.ts";
import type { CollateralRefusal } from "../../problems.ts";
import { paymentOrder, ranked } from "../../register/ranks.ts";
import { slicesOf } from "../../register/register.ts";
import type { Register, RegisterEntry, Slice } from "../../register/rows.ts";
import { changeSource } from "../rules.ts";
import type { Decide } from "./decided.ts";

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
    .map((open) => ({
      open,
      change: {
        slices: open.register.slices.map((slice) =>
          slices.has(slice.sliceId) ? steppedBack(slice, pledgeId, ahead.pledgeId, registryOf(open.register.instrument)) : slice,
        ),
        moves: [],
      },
    }));
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
 * A slice after a pledge stepped behind another. It waits for that one, and is back at its rank once that one has left; where the other ranks
 * before it and only stands behind it by agreement, it waits for those whom the other waits for. Whoever had stepped behind this pledge, and
 * would keep the other one behind it too, no longer waits for it: that was for this pledge's good, and it gives way.
 */
export function steppedBack(slice: Slice, pledgeId: string, ahead: string, registry: Registry): Slice {
  const byRank = ranked(slice, registry).map((entry) => entry.pledgeId);
  const letGo = waitedFor(slice, ahead);
  const before = byRank.indexOf(ahead) < byRank.indexOf(pledgeId) ? [...letGo].filter((each) => each !== pledgeId) : [ahead];
  return {
    ...slice,
    entries: slice.entries.map((entry) => {
      if (entry.pledgeId === pledgeId) return { ...entry, paidAfter: [...new Set([...entry.paidAfter, ...before])] };
      return letGo.has(entry.pledgeId) ? { ...entry, paidAfter: entry.paidAfter.filter((each) => each !== pledgeId) } : entry;
    }),
  };
}

/** A pledge, and those that have to be paid before it by what they agreed, directly or by way of others. */
function waitedFor({ entries }: Slice, pledgeId: string): ReadonlySet<string> {
  const found = new Set([pledgeId]);
  // A set visits what is added while it is walked.
  for (const each of found) for (const before of entries.find((entry) => entry.pledgeId === each)?.paidAfter ?? []) found.add(before);
  return found;
}
