import type { Instant } from "../../../shared/kernel/clock.ts";
import { comparedEiaNumber, type RouteName } from "../../../shared/permits/routes.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { AllocationsPorts } from "../ports.ts";
import type { Basis, Line } from "../rows.ts";

/** The amounts of a line that go one way: those of an approved assessment. */
export function routeNames(
  siteId: string,
  { eiaNumber }: Pick<Basis, "eiaNumber">,
  amounts: readonly { readonly pollutant: string }[],
): readonly RouteName[] {
  const pollutants = [...new Set(amounts.map(({ pollutant }) => pollutant))];
  return eiaNumber === undefined ? [] : pollutants.map((pollutant) => ({ eiaNumber, pollutant, siteId }));
}

/** What names an amount, in the form that is compared. */
export function routeKeyOf({ eiaNumber, pollutant, siteId }: RouteName): string {
  return `${comparedEiaNumber(eiaNumber)} ${pollutant} ${siteId}`;
}

/**
 * The writes by which the amounts of some lines go by allocation and those of the lines before them no longer do. An amount that was certified
 * as a need meanwhile is `stale`: the call is checked again, and refused.
 */
export function routeWrites(
  { own, byAuction }: Pick<AllocationsPorts, "own" | "byAuction">,
  change: { readonly by: string; readonly at: Instant; readonly before: readonly Line[]; readonly after: readonly Line[] },
): readonly WriteFragment<never>[] {
  const entered = change.after.flatMap(routesOf);
  const kept = new Set(entered.map(({ name }) => routeKeyOf(name)));
  const left = change.before.flatMap(routesOf).filter(({ name }) => !kept.has(routeKeyOf(name)));
  return [
    ...left.map(({ name, reference }) => own.routeLeft(name, reference)),
    ...entered.flatMap(({ name, reference }): WriteFragment<never>[] => [
      own.routeEntered({ ...name, reference, enteredBy: change.by, enteredAt: change.at }),
      { ...byAuction.routeFree(name, { code: "not-found" }), failure: "stale" },
    ]),
  ];
}

/** The writes by which the amounts of dropped lines may go by auction again. */
export function routesLeft({ own }: Pick<AllocationsPorts, "own">, lines: readonly Line[]): readonly WriteFragment<never>[] {
  return lines.flatMap(routesOf).map(({ name, reference }) => own.routeLeft(name, reference));
}

function routesOf({ siteId, basis, amounts, allocationId }: Line) {
  return routeNames(siteId, basis, amounts).map((name) => ({ name, reference: allocationId }));
}
