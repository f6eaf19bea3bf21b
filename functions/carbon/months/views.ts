import type * as z from "zod";
import type { monthsEndpoints } from "./contract.ts";
import type { Month } from "./store.ts";

/** A month, as it is shown. */
export type MonthView = z.input<typeof monthsEndpoints.storeMonth.response>;

/** A month. */
export function monthView(row: Month): MonthView {
  const { districtCheckedBy, districtCheckedAt, districtLate = false, cityCheckedBy, cityCheckedAt, cityLate = false } = row;
  const { dueAt, by, at, storedBy, values, ...shown } = row;
  return {
    ...monthStatedOf(shown),
    ...{ state: row.state, planVersion: row.planVersion, values: values.map((value) => ({ ...value })), late: row.late },
    ...{ storeBy: row.storeBy, districtCheckBy: row.districtCheckBy, cityCheckBy: row.cityCheckBy },
    ...(row.reason !== undefined && { reason: row.reason }),
    ...(districtCheckedBy !== undefined &&
      districtCheckedAt !== undefined && { districtCheck: { by: districtCheckedBy, at: districtCheckedAt, late: districtLate } }),
    ...(cityCheckedBy !== undefined &&
      cityCheckedAt !== undefined && { cityCheck: { by: cityCheckedBy, at: cityCheckedAt, late: cityLate } }),
  };
}
/** What facts say of a month. */
export function monthStatedOf({
  partyId,
  partyName,
  creditCode,
  area,
  year,
  month,
  version,
}: Pick<Month, "partyId" | "partyName" | "creditCode" | "area" | "year" | "month" | "version">) {
  return { partyId, partyName, creditCode, area, year, month, version };
}
