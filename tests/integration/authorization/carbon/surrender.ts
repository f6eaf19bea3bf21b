import { decimal } from "../../../../shared/kernel/decimal.ts";
import { partyAccount } from "../../../../shared/ledger/account.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";
import { anEntry } from "../../permits-support.ts";

const instrument = "allowance/hubei/2024/2035-12";
/** What the examples cancel. */
const ofExamples = "allowance/hubei/2025/2026-12";
const year = "2024";
const params = { year };
const document = { documentNumber: "X-1", reason: "as decided" };
const frozen = { holdId: "none", instrument, tonnes: "1", ...document };
const figure = { tco2: "100", ground: "no-report", ...document };

/** Obligations belong to their entity and the authorities of its area. */
export const surrenderAuthorization: AuthorizationRows = {
  ownership: {
    readSurrenderObligation: { params },
    listSurrenders: { params },
    freezeAllowances: { body: { instrument, tonnes: "1", ...document } },
    orderSurrender: { params, body: frozen },
    giveBackAllowances: { params, body: { instrument, tonnes: "1", ...document } },
    determineEmissions: { params, body: figure },
  },
  async given(house, { partyId }) {
    const { call, regulator } = house;
    const entity = { market: "hubei", sector: "paper", generates: false, documentNumber: "X-1" };
    await call({ as: regulator, method: "PUT", path: `/carbon/entities/${partyId}/years/${year}`, body: entity });
    const path = `/carbon/obligations/${partyId}/${year}/determinations`;
    const determined = await call({ as: regulator, method: "POST", path, body: figure });
    if (determined.status !== 200) throw new Error(determined.text);
    const issued = anEntry<never>(house);
    for (const each of [instrument, ofExamples])
      issued.transfer({ instrument: each, from: "issue:0", to: partyAccount(partyId), quantity: decimal("1000") });
    await commit(house.engine.dynamo, issued.writes());
    const freeze = { instrument, tonnes: "20", ...document };
    const made = await call({ as: regulator, method: "POST", path: `/carbon/allowances/of/${partyId}/freezes`, body: freeze });
    if (made.status !== 200) throw new Error(made.text);
    frozen.holdId = String(made.body.holdId);
    return {};
  },
};
