import { coverageEar } from "../../../support/coverage.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";
import { statedAbout } from "../../../support/stated-facts.ts";

/** Coverage of pledges: it belongs to those to whom the pledge does, and statements also to the debtor. */
export const coverageAuthorization: AuthorizationRows = {
  ownership: { readPledgeCoverage: {}, listPledgeCoverageHistory: {}, listPledgeStatements: {} },
  async given(house, { partyId }) {
    const hear = coverageEar(house.granted);
    // Facts are heard by streams, which are not part of this.
    for (const fact of await statedAbout(house.engine, partyId, ["Collateral"])) await hear(fact);
    return {};
  },
};
