import type { AuthorizationRows } from "../../../support/ownership.ts";

/** The register is open to its searchers; a certificate is read by whoever it was issued to. */
export const searchAuthorization: AuthorizationRows = {
  ownership: { readCollateralCertificate: {} },
  async given({ call }, { subject, siteId }) {
    const body = { by: "site", value: siteId };
    const issued = await call({ as: subject, method: "POST", path: "/collateral/certificates", body });
    if (issued.status !== 201) throw new Error(issued.text);
    return { number: String(issued.body.number) };
  },
};
