import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { PermitsRefusal } from "./problems.ts";
import type { reserveSources } from "./shapes.ts";

/** A source of reserve quota. */
type ReserveSource = (typeof reserveSources)[number];

/**
 * What the tonnes of a source were before. Those set aside when the cap was first allocated were nobody's; all others were permits of a
 * site, reductions paid by government too: the plant that was rebuilt holds them until they are taken off it (Hubei 2012, provincial rules
 * on reserves).
 */
const origins: Readonly<Record<ReserveSource, "unallocated" | "site">> = {
  "initial-reserve": "unallocated",
  "buy-back": "site",
  "government-investment": "site",
  "recovered-from-closure": "site",
  "initial-allocation-cut": "site",
};
/** Sources that may be added without debiting a site. */
const possible = Object.entries(origins).flatMap(([source, origin]) => (origin === "unallocated" ? [source] : []));

/**
 * Checks that adding quota from a source counts no tonne twice. Quota that comes from a site must debit that site's permits in the same
 * entry, which adding to the reserve does not do.
 */
export function checkSource(source: ReserveSource): Outcome<true, PermitsRefusal> {
  return origins[source] === "site" ? refuse({ code: "source-needs-site", source, possible }) : accept(true);
}
