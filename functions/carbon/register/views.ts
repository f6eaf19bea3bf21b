import type * as z from "zod";
import { plain } from "../../../shared/kernel/decimal.ts";
import type { registerEndpoints } from "./contract.ts";
import type { EnergyUse, FactorSetHead, FactorSetRow, KeyEntity } from "./store.ts";

type ResponseOf<Name extends keyof typeof registerEndpoints> = z.input<(typeof registerEndpoints)[Name]["response"]>;
/** A published set with its factors, as it is shown. */
export type FactorSetView = ResponseOf<"readFactorSet">;
/** A key entity, as it is shown. */
export type KeyEntityView = ResponseOf<"readKeyEntity">;
/** What an area used in a year, as it is shown. */
export type EnergyUseView = ResponseOf<"recordEnergyUse">;
/** How much of an area's energy is covered, as it is shown. */
export type CoverageView = ResponseOf<"readCoverage">;
/** An entity to bring in, as it is shown. */
export type CandidateView = ResponseOf<"listCoverageCandidates">["items"][number];

/** A set in a list. */
export function summaryView(row: FactorSetHead, inForce: boolean): ResponseOf<"listFactorSets">["items"][number] {
  return { ...row, inForce };
}
/** A set with its factors. */
export function factorSetView({ factors, ...row }: FactorSetRow, inForce: boolean): FactorSetView {
  return { ...row, inForce, ...(factors && { factors }) };
}
/** What facts say of a set. */
export function factorSetStatedOf({ factors = [], kinds, publishedAt, ...row }: FactorSetRow) {
  return {
    ...row,
    factors: factors.map(({ kind, unit, tcePerUnit, tco2PerUnit }) => ({
      ...{ kind, unit, ...(tcePerUnit !== null && { tcePerUnit }), ...(tco2PerUnit !== null && { tco2PerUnit }) },
    })),
  };
}
/** What facts say of a key entity. */
export function entityListedOf({ tce, tco2, reportId, statedAt, listVersion, ...row }: KeyEntity) {
  return { ...row, version: listVersion };
}
/** A key entity. */
export function keyEntityView(row: KeyEntity): KeyEntityView {
  const { tce, tco2, statedAt } = row;
  return {
    ...entityListedOf(row),
    ...(tce !== undefined && { tce: plain(tce) }),
    ...(tco2 !== undefined && { tco2: plain(tco2) }),
    listedAt: statedAt,
  };
}
/** What an area used. */
export function energyUseView(row: EnergyUse): EnergyUseView {
  return { ...row, tce: plain(row.tce) };
}
