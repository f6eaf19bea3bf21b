import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import type { ValuationPorts } from "./ports.ts";
import type { ValuationRefusal } from "./problems.ts";

/**
 * The write by which bookings of a market happen in turn; refused while a file is being booked for it. With an import id, that file is booked
 * from then on.
 */
export async function inTurn(
  { own }: ValuationPorts,
  market: string,
  importId?: string,
): Promise<Outcome<readonly WriteFragment<never>[], ValuationRefusal>> {
  const series = await own.series(market);
  if (series.importId !== undefined) return refuse({ code: "price-import-running", market, importId: series.importId });
  return accept([own.seriesPut({ market, version: series.version + 1, ...(importId !== undefined && { importId }) })]);
}
