import { type Decimal, decimal } from "../../../../shared/kernel/decimal.ts";
import type { CarbonStore } from "../../store.ts";
import type { Output } from "../rows.ts";

/** The figure of an entity and year: that of its accepted report, or the one that the bureau determined because none is accepted. */
export interface VerifiedReport {
  /** Version of the report; undefined for a figure that was determined. */
  readonly version: number | undefined;
  /** Emissions: verified ones, not rounded, or those that were determined, in whole tonnes. */
  readonly tco2: Decimal;
  readonly productionDays: number | undefined;
  readonly outputs: readonly ReportedOutput[];
}
/** An output with the unit in which it was reported. */
export interface ReportedOutput extends Output {
  readonly unit: string;
}

/** The figure that stands for an entity and year; undefined while none does. */
export async function verifiedReport(
  own: Pick<CarbonStore, "reportAt" | "reportVersion" | "obligation">,
  partyId: string,
  year: string,
): Promise<VerifiedReport | undefined> {
  const report = await own.reportAt(`${partyId}.${year}`);
  if (report?.state !== "accepted" || report.acceptedVersion === undefined) return determinedFigure(own, partyId, year);
  const stated = await own.reportVersion({ reportId: report.reportId, reportVersion: report.acceptedVersion });
  return {
    version: report.acceptedVersion,
    tco2: report.verifiedTco2 ?? report.tco2,
    productionDays: stated?.values.productionDays,
    outputs: stated?.values.outputs.map(({ product, amount, unit }) => ({ product, amount: decimal(amount), unit })) ?? [],
  };
}

async function determinedFigure(own: Pick<CarbonStore, "obligation">, partyId: string, year: string): Promise<VerifiedReport | undefined> {
  const obligation = await own.obligation(partyId, year);
  if (obligation?.basis !== "determined") return undefined;
  return { version: undefined, tco2: obligation.requiredTonnes, productionDays: undefined, outputs: [] };
}
