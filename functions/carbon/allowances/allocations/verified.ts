import { type Decimal, decimal } from "../../../../shared/kernel/decimal.ts";
import type { CarbonStore } from "../../store.ts";
import type { Output } from "../rows.ts";

/** What the accepted report of an entity and year says. */
export interface VerifiedReport {
  /** Its version. */
  readonly version: number;
  /** Verified emissions, not rounded. */
  readonly tco2: Decimal;
  readonly productionDays: number | undefined;
  readonly outputs: readonly ReportedOutput[];
}
/** An output with the unit in which it was reported. */
export interface ReportedOutput extends Output {
  readonly unit: string;
}

/** The accepted report of an entity and year; undefined while none is accepted. */
export async function verifiedReport(
  own: Pick<CarbonStore, "reportAt" | "reportVersion">,
  partyId: string,
  year: string,
): Promise<VerifiedReport | undefined> {
  const report = await own.reportAt(`${partyId}.${year}`);
  if (report?.state !== "accepted" || report.acceptedVersion === undefined) return undefined;
  const stated = await own.reportVersion({ reportId: report.reportId, reportVersion: report.acceptedVersion });
  return {
    version: report.acceptedVersion,
    tco2: report.verifiedTco2 ?? report.tco2,
    productionDays: stated?.values.productionDays,
    outputs: stated?.values.outputs.map(({ product, amount, unit }) => ({ product, amount: decimal(amount), unit })) ?? [],
  };
}
