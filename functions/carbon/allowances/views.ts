import type * as z from "zod";
import { allowance } from "../../../shared/carbon/instruments.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { blockReference } from "../../../shared/ledger/block-reference.ts";
import type { Instrument } from "../../../shared/ledger/instrument.ts";
import type { allowancesEndpoints, allowancesFacts } from "./contract.ts";
import type { AllowanceLine, AllowanceObjection, AllowancePlan } from "./rows.ts";

type ResponseOf<Name extends keyof typeof allowancesEndpoints> = z.input<(typeof allowancesEndpoints)[Name]["response"]>;
type DataOf<Name extends keyof typeof allowancesFacts> = z.input<(typeof allowancesFacts)[Name]["data"]>;

/** The allowances that a plan issues. */
export function instrumentOfPlan({ market, year, lastMonth }: Pick<AllowancePlan, "market" | "year" | "lastMonth">): Instrument {
  return allowance(market, year, lastMonth);
}

/** A plan. */
export function allowancePlanView(plan: AllowancePlan): ResponseOf<"readAllowancePlan"> {
  const { version, bureau, accounts, sectors, totalTonnes, reserveTonnes, preShare, excess, carryOver, figureTonnes, ...rest } = plan;
  return {
    ...rest,
    sectors: sectors.map(({ sector, historic, benchmark }) => ({
      sector,
      ...(historic && {
        historic: {
          sectorCoefficient: plain(historic.sectorCoefficient),
          marketFactor: plain(historic.marketFactor),
          ofDays: historic.ofDays,
        },
      }),
      ...(benchmark && {
        benchmark: {
          adjustment: plain(benchmark.adjustment),
          products: benchmark.products.map(({ tonnesPerUnit, ...of }) => ({ ...of, tonnesPerUnit: plain(tonnesPerUnit) })),
        },
      }),
    })),
    totalTonnes: plain(totalTonnes),
    reserveTonnes: plain(reserveTonnes),
    preShare: plain(preShare),
    ...(excess && { excess: { share: plain(excess.share), tonnes: plain(excess.tonnes), source: excess.source } }),
    ...(carryOver && { carryOver: { ...carryOver, share: plain(carryOver.share), plusTonnes: plain(carryOver.plusTonnes) } }),
    ...(figureTonnes && { figureTonnes: plain(figureTonnes) }),
  };
}

/** What facts say of a plan. */
export function allowancePlanStated(plan: AllowancePlan): DataOf<"preAllocationEnded"> {
  const { state, reason, ...stated } = allowancePlanView(plan);
  return stated;
}

function basisView({ sector, historic, outputs }: AllowanceLine) {
  return {
    sector,
    ...(historic && { historic: { baseTonnes: plain(historic.baseTonnes), productionDays: historic.productionDays } }),
    ...(outputs && { outputs: outputs.map(({ product, amount }) => ({ product, amount: plain(amount) })) }),
  };
}

/** What an entity gets under a plan. */
export function allowanceLineView(line: AllowanceLine): ResponseOf<"allocateAllowances"> {
  const { version, page, objections, historic, outputs, figure, entitledTonnes, issuedTonnes, addedTonnes, carriedTonnes, ...rest } = line;
  return {
    ...rest,
    ...basisView(line),
    ...(figure && { figure: plain(figure) }),
    entitledTonnes: plain(entitledTonnes),
    issuedTonnes: plain(issuedTonnes),
    addedTonnes: plain(addedTonnes),
    carriedTonnes: plain(carriedTonnes),
  };
}

/** An objection. */
export function allowanceObjectionView(objection: AllowanceObjection): ResponseOf<"answerAllowanceObjection"> {
  const { version, planId, partyId, ...rest } = objection;
  return rest;
}

/** An allocation with its plan and its objections. */
export function allowanceInFull(
  plan: AllowancePlan,
  line: AllowanceLine,
  objections: readonly AllowanceObjection[],
): ResponseOf<"readAllowance"> {
  const { market, year, title: planTitle } = plan;
  return {
    ...allowanceLineView(line),
    ...{ market, year, planTitle, instrument: instrumentOfPlan(plan), allObjections: objections.map(allowanceObjectionView) },
  };
}

/** What facts say of an allocation. */
export function allocationStatedOf(plan: AllowancePlan, line: AllowanceLine) {
  const { partyId, partyName, creditCode, area, planId, allocationId } = line;
  const { year, market, title: planTitle, documentNumber: planDocument, lastMonth } = plan;
  return {
    ...{ partyId, partyName, creditCode, area, year, market, planId, planTitle, planDocument, allocationId, lastMonth },
    ...{ instrument: instrumentOfPlan(plan), ...basisView(line) },
  };
}

/** Areas whose authorities may read a fact about an allocation: those of the plan and of the entity. */
export function areasOfAllocation(plan: Pick<AllowancePlan, "area">, line: Pick<AllowanceLine, "area">): string[] {
  return [...new Set([plan.area, line.area])];
}

/** The reference of allowances that a version of an allocation brings, for good. */
export function blockOf(plan: AllowancePlan, { allocationId, version }: Pick<AllowanceLine, "allocationId" | "version">): string {
  return blockReference(instrumentOfPlan(plan), allocationId, version);
}
