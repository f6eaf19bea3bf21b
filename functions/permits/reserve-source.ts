import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { type ReserveSource, reserveSources } from "../../shared/permits/reserve-sources.ts";
import type { PermitsRefusal } from "./problems.ts";

/**
 * What adds quota from a source. Tonnes set aside when the cap was first allocated were nobody's; all others were permits of a site,
 * reductions paid by government too: the plant that was rebuilt holds them until they are taken off it (Hubei 2012, provincial rules on
 * reserves). Those are added by the operation that debits the site in the same entry.
 */
const addedBy: Readonly<Record<ReserveSource, string>> = {
  "initial-reserve": "addToReserve",
  "buy-back": "buyBackSurplus",
  "government-investment": "certifySurplus",
  "recovered-from-closure": "recoverPermits",
  "initial-allocation-cut": "recoverPermits",
};
/** Sources that may be added without debiting a site. */
const possible = reserveSources.filter((source) => addedBy[source] === "addToReserve");

/**
 * Checks that adding quota from a source counts no tonne twice. Quota that comes from a site must debit that site's permits in the same
 * entry, which adding to the reserve does not do.
 */
export function checkSource(source: ReserveSource): Outcome<true, PermitsRefusal> {
  const operation = addedBy[source];
  return operation === "addToReserve" ? accept(true) : refuse({ code: "source-needs-site", source, operation, possible });
}
