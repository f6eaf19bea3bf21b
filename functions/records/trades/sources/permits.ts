import type { recordedPermitFacts } from "../contract-facts.ts";
import { recordOf, type TradeSources } from "./source.ts";

/** Permits whose term ended. A site that was never registered has no holder: the permits expire all the same. */
export const permitSources: TradeSources<typeof recordedPermitFacts> = {
  "permit-expired": (fact) => {
    const { siteId, holder, instrument, pollutant, pool, poolArea, retiredTonnes } = fact.data;
    const { partyId, partyName, creditCode, ...site } = holder ?? {};
    return [
      recordOf(fact, "expiry", {
        entry: { kind: "permit-expired", reference: fact.factId },
        parties: partyName === undefined ? [] : [{ role: "holder", partyId, name: partyName, creditCode }],
        ...{ instrument, pollutant, pool, poolArea, siteId, ...site, quantity: retiredTonnes },
      }),
    ];
  },
};
