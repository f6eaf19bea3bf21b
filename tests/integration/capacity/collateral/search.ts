import type { CapacityRows } from "../../../support/capacity.ts";

/** A certificate about the accounts of the enterprise. */
export const searchCapacity: CapacityRows = {
  async measure({ made, measure }) {
    const body = { by: "account", value: `party:${made("partyId")}` };
    await measure("issueCollateralCertificate", { as: made("person"), method: "POST", path: "/collateral/certificates", body });
    return {};
  },
  above: {
    issueCollateralCertificate: {
      units: 4,
      because: "the certificate and the response stored with the command say all of it, and pass a kilobyte each",
    },
  },
  unmeasured: {},
};
