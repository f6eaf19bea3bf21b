import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, least, sum, zero } from "../../../shared/kernel/decimal.ts";
import type { HoldPurpose } from "../../../shared/ledger/hold.ts";
import type { PollutantTonnes } from "../../../shared/permits/use-fee.ts";
import {
  commonHolds,
  heldInCommon,
  type InstalmentRow,
  isSome,
  isUnpaid,
  type OwnHold,
  type PaymentTerms,
  pollutantsOf,
  secured,
  standByClock,
  tonnesOf,
  unpaid,
} from "./schedule.ts";

/** A hold that is made for one instalment. */
export interface NewHold extends OwnHold {
  readonly purpose: Extract<HoldPurpose, "unpaid-fee" | "overdue-fee">;
}

/** What happens to the permits of a line: which of its holds give back what, which end, and which begin. */
export interface Moves<Row extends InstalmentRow> {
  /** All instalments afterwards. */
  readonly instalments: readonly Row[];
  /** Tonnes that the line's one hold gives back. */
  readonly released: readonly PollutantTonnes[];
  /** Holds of single instalments that end; all they hold is given back. */
  readonly lifted: readonly OwnHold[];
  /** Holds that begin. */
  readonly held: readonly NewHold[];
}

/** Names a hold that begins. */
export type NameHold = (pollutant: string, number: number) => string;

/** Tonnes of each pollutant that reach the site with the first payment, and the part of them that is held until the other instalments are paid. */
export interface Delivery extends PollutantTonnes {
  readonly held: Decimal;
}

/** What the site gets when the first payment covers these instalments: everything, with what is not paid yet held. */
export function deliveryOf(instalments: readonly InstalmentRow[], numbers: readonly number[]): readonly Delivery[] {
  const rest = instalments.filter(({ number }) => !numbers.includes(number));
  return pollutantsOf(instalments).map((pollutant) => ({
    pollutant,
    tonnes: sum(instalments.map(({ releases }) => tonnesOf(releases, pollutant))),
    held: sum(rest.map(({ releases }) => tonnesOf(releases, pollutant))),
  }));
}

/** A payment of instalments of a delivered line: their tonnes are free at the site, wherever they were held, and what was missing is no debt any more. */
export function paying<Row extends InstalmentRow>(instalments: readonly Row[], numbers: readonly number[]): Moves<Row> {
  const paid = instalments.filter(({ number, state }) => numbers.includes(number) && isUnpaid({ state }));
  return {
    instalments: instalments.map((each) => (paid.includes(each) ? { ...each, state: "paid", holds: [], unsecured: [] } : each)),
    released: inCommon(instalments, paid),
    lifted: paid.flatMap(({ holds = [] }) => holds),
    held: [],
  };
}

/** Freezes exactly the tonnes of one overdue instalment: they move into a hold that doesn't count. A debt stays one. */
export function freezing<Row extends InstalmentRow>(instalments: readonly Row[], number: number, name: NameHold): Moves<Row> {
  const frozen = instalments.filter((each) => each.number === number);
  const held = frozen.flatMap((each) =>
    pollutantsOf(instalments)
      .map((pollutant): NewHold => {
        const tonnes = heldInCommon(each, pollutant).plus(tonnesOf(each.holds ?? [], pollutant));
        return { pollutant, tonnes, holdId: name(pollutant, number), purpose: "overdue-fee" };
      })
      .filter(isSome),
  );
  return {
    instalments: instalments.map((each) => (each.number === number ? { ...each, state: "frozen", holds: held.map(ownHold) } : each)),
    released: inCommon(instalments, frozen),
    lifted: frozen.flatMap(({ holds = [] }) => holds),
    held,
  };
}

/**
 * Takes back the payment of instalments: each stands as the clock says, and its tonnes are held again as far as they are free at the site, the
 * earliest first. What has left the site is a debt.
 */
export function takingBack<Row extends InstalmentRow>(
  instalments: readonly Row[],
  numbers: readonly number[],
  { terms, free, at, name }: { terms: PaymentTerms; free: readonly PollutantTonnes[]; at: Instant; name: NameHold },
): Moves<Row> {
  const again = unpaidAgain(instalments, numbers, terms, at);
  const wanted = again
    .filter(({ number }) => numbers.includes(number))
    .flatMap(({ number, releases }) => releases.map((release) => ({ number, ...release })));
  return holding(again, wanted, free, name);
}

/** Takes back the payment of instalments whose permits have ended: money is owed again, and there is nothing to hold. */
export function owingAgain<Row extends InstalmentRow>(
  instalments: readonly Row[],
  numbers: readonly number[],
  terms: PaymentTerms,
  at: Instant,
): Moves<Row> {
  return { instalments: unpaidAgain(instalments, numbers, terms, at).map(withoutPermits), released: [], lifted: [], held: [] };
}

/** An instalment whose permits have ended: nothing is held for it or owed but money. */
export function withoutPermits<Row extends InstalmentRow>({ holds: _holds, unsecured: _unsecured, ...rest }: Row): Row {
  return rest as Row;
}

function unpaidAgain<Row extends InstalmentRow>(
  instalments: readonly Row[],
  numbers: readonly number[],
  terms: PaymentTerms,
  at: Instant,
): readonly Row[] {
  return instalments.map((each) => (numbers.includes(each.number) ? { ...each, ...standByClock(each, terms, at) } : each));
}

/** Holds what has become free of the tonnes that are owed since a payment was taken back. */
export function securing<Row extends InstalmentRow>(
  instalments: readonly Row[],
  free: readonly PollutantTonnes[],
  name: NameHold,
): Moves<Row> {
  const wanted = unpaid(instalments).flatMap(({ number, unsecured = [] }) => unsecured.map((debt) => ({ number, ...debt })));
  return holding(instalments, wanted, free, name);
}

function holding<Row extends InstalmentRow>(
  instalments: readonly Row[],
  wanted: readonly (PollutantTonnes & { readonly number: number })[],
  free: readonly PollutantTonnes[],
  name: NameHold,
): Moves<Row> {
  const parts = secured(wanted, free);
  const held: NewHold[] = [];
  const next = instalments.map((each): Row => {
    const ofIt = parts.filter(({ number }) => number === each.number);
    if (ofIt.length === 0) return each;
    const purpose = each.state === "frozen" ? "overdue-fee" : "unpaid-fee";
    const begun = ofIt
      .filter(isSome)
      .map(({ pollutant, tonnes, number }): NewHold => ({ pollutant, tonnes, holdId: name(pollutant, number), purpose }));
    held.push(...begun);
    const unsecured = ofIt.map(({ pollutant, missing }) => ({ pollutant, tonnes: missing })).filter(isSome);
    return { ...each, holds: [...(each.holds ?? []), ...begun.map(ownHold)], unsecured };
  });
  return { instalments: next, released: [], lifted: [], held };
}

/** Tonnes of some instalments in the line's one hold; pollutants without any are left out. */
function inCommon(all: readonly InstalmentRow[], some: readonly InstalmentRow[]): readonly PollutantTonnes[] {
  return pollutantsOf(all)
    .map((pollutant) => ({ pollutant, tonnes: sum(some.map((each) => heldInCommon(each, pollutant))) }))
    .filter(isSome);
}

function ownHold({ pollutant, tonnes, holdId }: NewHold): OwnHold {
  return { pollutant, tonnes, holdId };
}

/** What is held of a line for unpaid and overdue instalments, and what is owed beyond, by pollutant. */
export function standing(instalments: readonly InstalmentRow[]) {
  const common = commonHolds(instalments);
  return pollutantsOf(instalments).map((pollutant) => {
    const own = (frozen: boolean) =>
      sum(unpaid(instalments).map(({ state, holds = [] }) => ((state === "frozen") === frozen ? tonnesOf(holds, pollutant) : zero)));
    const unsecured = sum(instalments.map((each) => tonnesOf(each.unsecured ?? [], pollutant)));
    return { pollutant, unpaid: tonnesOf(common, pollutant).plus(own(false)), frozen: own(true), unsecured };
  });
}

/**
 * What is left of instalments whose held permits were recovered by the bureau: they release what their holds still have, the common hold giving
 * up the latest instalments first. An instalment that releases nothing any more, and owes nothing, is not to be paid. `left` is what each hold
 * has, by its id.
 */
export function recovered<Row extends InstalmentRow>(
  instalments: readonly Row[],
  left: ReadonlyMap<string, Decimal>,
  commonId: (pollutant: string) => string,
): readonly Row[] {
  const taken = new Map(
    commonHolds(instalments).map(({ pollutant, tonnes }) => [pollutant, tonnes.minus(left.get(commonId(pollutant)) ?? zero)]),
  );
  const next = [...instalments].reverse().map((each): Row => {
    if (!isUnpaid(each)) return each;
    const holds = (each.holds ?? []).map((hold) => ({ ...hold, tonnes: left.get(hold.holdId) ?? zero }));
    const releases = each.releases.map(({ pollutant, tonnes }) => {
      const fromCommon = least(taken.get(pollutant) ?? zero, heldInCommon(each, pollutant));
      taken.set(pollutant, (taken.get(pollutant) ?? zero).minus(fromCommon));
      const fromOwn = tonnesOf(each.holds ?? [], pollutant).minus(tonnesOf(holds, pollutant));
      return { pollutant, tonnes: tonnes.minus(fromCommon).minus(fromOwn) };
    });
    if (!releases.some(isSome)) return { ...each, releases, holds: [], state: "waived" };
    return { ...each, releases, ...(each.holds && { holds: holds.filter(isSome) }) };
  });
  return next.reverse();
}
