import { Decimal, plain } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { numberOf, type Pledge } from "../pledges/rows.ts";
import type { Telling } from "./record-refusal.ts";

/** A part of a firm's property that was asked about. */
interface AskedPart {
  readonly account: string;
  readonly instrument: string;
  readonly quantity: Decimal | string;
  readonly sliceId?: string | undefined;
}

const mostNamed = 20;

/** What was asked about, for the log: each part with its quantity, the first twenty of very many, and how many there are. */
export function askedParts(parts: readonly AskedPart[]): { readonly parts: string; readonly partCount: string } {
  const named = parts.slice(0, mostNamed).map(({ account, instrument, quantity, sliceId }) => {
    const tonnes = quantity instanceof Decimal ? plain(quantity) : quantity;
    return [account, instrument, tonnes, ...(sliceId === undefined ? [] : [sliceId])].join(" ");
  });
  return { parts: named.join("; "), partCount: String(parts.length) };
}

/** The firm that a pledge is of, and that its parts were asked about. */
export function ofPledgor({ pledgor, areas, pledgeId, parts }: Pledge): Pick<Telling, "partyId" | "area" | "asked"> {
  return { partyId: pledgor.partyId, area: required(areas[0], `area of ${pledgeId}`), asked: { pledgeId, ...askedParts(parts) } };
}

/** The firm whose pledge was to change, with what was to be added. */
export function changeAskedOf(pledge: Pledge, kind: string, added?: readonly AskedPart[]): Omit<Telling, "endings"> {
  const { partyId, area, asked } = ofPledgor(pledge);
  return { partyId, area, asked: { ...asked, ...(added && askedParts(added)), change: kind }, reference: numberOf(pledge) };
}
