import type { AuthorizationRows } from "../../../support/ownership.ts";

const instrument = "allowance/hubei/2024/2035-12";
const year = "2024";
const params = { year };
const document = { documentNumber: "X-1", reason: "as decided" };
const figure = { tco2: "100", ground: "no-report", ...document };

/** Obligations belong to their entity and the authorities of its area. */
export const surrenderAuthorization: AuthorizationRows = {
  ownership: {
    readSurrenderObligation: { params },
    listSurrenders: { params },
    freezeAllowances: { body: { instrument, tonnes: "1", ...document } },
    orderSurrender: { params, body: { holdId: "none", instrument, tonnes: "1", ...document } },
    giveBackAllowances: { params, body: { instrument, tonnes: "1", ...document } },
    determineEmissions: { params, body: figure },
  },
  async given({ call, regulator }, { partyId }) {
    const entity = { market: "hubei", sector: "paper", generates: false, documentNumber: "X-1" };
    await call({ as: regulator, method: "PUT", path: `/carbon/entities/${partyId}/years/${year}`, body: entity });
    const path = `/carbon/obligations/${partyId}/${year}/determinations`;
    const determined = await call({ as: regulator, method: "POST", path, body: figure });
    if (determined.status !== 200) throw new Error(determined.text);
    return {};
  },
};
