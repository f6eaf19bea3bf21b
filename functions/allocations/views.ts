import type * as z from "zod";
import { formatFen, plain } from "../../shared/kernel/decimal.ts";
import { blockReference } from "../../shared/ledger/block-reference.ts";
import { areaOfPool } from "../../shared/permits/pools.ts";
import type { allocationsEndpoints, allocationsFacts } from "./contract.ts";
import type { Amount, Line, Objection, Plan, PollutantTonnes, Rate, RateTable, Renewed } from "./rows.ts";

type ResponseOf<Name extends keyof typeof allocationsEndpoints> = z.input<(typeof allocationsEndpoints)[Name]["response"]>;
type DataOf<Name extends keyof typeof allocationsFacts> = z.input<(typeof allocationsFacts)[Name]["data"]>;

const rateView = ({ pollutant, cnyPerTonneYear }: Rate) => ({ pollutant, cnyPerTonneYear: formatFen(cnyPerTonneYear) });
const tonnesView = ({ pollutant, tonnes }: PollutantTonnes) => ({ pollutant, tonnes: plain(tonnes) });
const amountView = (allocationId: string, { fee, tonnes, ...rest }: Amount) => ({
  ...rest,
  ...{ poolArea: areaOfPool(rest.pool), blockReference: blockReference(rest.instrument, allocationId) },
  ...{ tonnes: plain(tonnes), feeCny: formatFen(fee) },
});
const renewedView = ({ tonnes, ...rest }: Renewed) => ({ ...rest, tonnes: plain(tonnes) });

/** A version of a table of rates. */
export function rateTableView(table: RateTable): ResponseOf<"publishRateTable"> {
  return { ...table, rates: table.rates.map(rateView) };
}

/** A plan. */
export function planView(plan: Plan): ResponseOf<"readAllocationPlan"> {
  const { version, bureau, bureauName, bureauCode, rates, firstShare, totals, feeTotal, ...rest } = plan;
  return {
    ...rest,
    rates: rates.map(rateView),
    firstShare: plain(firstShare),
    totals: totals.map(({ tonnes, ...of }) => ({ ...of, tonnes: plain(tonnes) })),
    feeTotalCny: formatFen(feeTotal),
  };
}

/** What facts say of a plan. */
export function planStated(plan: Plan): DataOf<"planPublished"> {
  const { state, openObjections, reason, ...stated } = planView(plan);
  return stated;
}

/** A line of a plan, for everybody. */
export function planLineView(line: Line): ResponseOf<"listAllocationLines">["items"][number] {
  const { allocationId, siteId, partyId, partyName, creditCode, siteName, siteArea, licenceNumber, basis, outcome, reason, state } = line;
  return {
    ...{ allocationId, siteId, partyId, partyName, creditCode, siteName, siteArea, licenceNumber, basis },
    amounts: line.amounts.map((amount) => amountView(allocationId, amount)),
    renews: line.renews.map(renewedView),
    ...(outcome !== undefined && { outcome }),
    ...(reason !== undefined && { reason }),
    totalCny: formatFen(line.total),
    state,
  };
}

function termsOf({ planId, title, documentNumber, firstMonth, lastMonth, paymentMode }: Plan) {
  return { planId, planTitle: title, planDocument: documentNumber, firstMonth, lastMonth, paymentMode };
}

/** An allocation with its payments, for its holder and the authorities. */
export function allocationView(plan: Plan, line: Line): ResponseOf<"readAllocation"> {
  return {
    ...planLineView(line),
    ...termsOf(plan),
    instalments: line.instalments.map(({ amount, releases, noticed, owed, holds, unsecured, paidFactId, ...rest }) => ({
      ...rest,
      amountCny: formatFen(amount),
      releases: releases.map(tonnesView),
      ...(unsecured !== undefined && { unsecured: unsecured.map(tonnesView) }),
    })),
  };
}

/** What facts say of an allocation. */
export function allocationStatedOf(plan: Plan, line: Line): DataOf<"granted"> {
  const { state, reason, ...stated } = planLineView(line);
  const { kind: planKind, bureauName, bureauCode, years, rates } = plan;
  return { ...stated, ...termsOf(plan), planKind, bureauName, bureauCode, years, rates: rates.map(rateView) };
}

/** Areas whose authorities may read a fact about an allocation: those of the plan, of the site and of the pools. */
export function areasOf(plan: Pick<Plan, "area">, line: Pick<Line, "siteArea" | "amounts" | "renews">): string[] {
  const pools = [...line.amounts, ...line.renews].map(({ pool }) => areaOfPool(pool));
  return [...new Set([...pools, plan.area, line.siteArea])];
}

/** An objection. */
export function objectionView(objection: Objection): ResponseOf<"objectToAllocation"> {
  const { version, ...rest } = objection;
  return rest;
}
