import type { CapacityRows } from "../../../support/capacity.ts";

/** A certificate about the accounts of the enterprise. */
export const searchCapacity: CapacityRows = {
  async measure({ made, measure }) {
    const body = { by: "account", value: `party:${made("partyId")}` };
    await measure("issueCollateralCertificate", { as: made("person"), method: "POST", path: "/collateral/certificates", body });
    return {};
  },
  above: {},
  unmeasured: {},
};
