import { decimal } from "../../../../shared/kernel/decimal.ts";
import { partyAccount } from "../../../../shared/ledger/account.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import type { CapacityRows } from "../../../support/capacity.ts";
import { anEntry } from "../../permits-support.ts";

const year = "2024";
const instrument = "allowance/hubei/2024/2035-12";
const document = { documentNumber: "EZ-1", reason: "as decided" };

/** A figure of the bureau for a year without a report, surrendered for by the entity and out of a freeze, and corrected. */
export const surrenderCapacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
    const [as, person, partyId] = [house.regulator, made("person"), made("partyId")];
    const entity = { market: "hubei", sector: "paper", generates: false, documentNumber: "EZ-1" };
    await call({ as, method: "PUT", path: `/carbon/entities/${partyId}/years/${year}`, body: entity });
    const entry = anEntry<never>(house);
    entry.transfer({ instrument, from: "issue:0", to: partyAccount(partyId), quantity: decimal("500") });
    await commit(house.engine.dynamo, entry.writes());
    const path = `/carbon/obligations/${partyId}/${year}`;
    const figure = (tco2: string) => ({ tco2, ground: "no-report", ...document });
    await measure("determineEmissions", { as, method: "POST", path: `${path}/determinations`, body: figure("300") });
    const offsets = [{ kind: "CCER", project: "CAPACITY-1", first: "1", last: "10" }];
    const surrendering = { as: person, method: "POST", path: "/carbon/surrenders" } as const;
    await measure("surrenderAllowances", { ...surrendering, body: { year, tonnes: "100" } });
    await measure("surrenderAllowances (with certified reductions)", { ...surrendering, body: { year, tonnes: "100", offsets } });
    const freeze = { as, method: "POST", path: `/carbon/allowances/of/${partyId}/freezes` } as const;
    const { holdId } = await measure("freezeAllowances", { ...freeze, body: { instrument, tonnes: "50", ...document } });
    await measure("orderSurrender", {
      as,
      method: "POST",
      path: `${path}/orders`,
      body: { holdId, instrument, tonnes: "50", ...document },
    });
    await call({ as, method: "POST", path: `${path}/determinations`, body: figure("200") });
    await measure("giveBackAllowances", {
      as,
      method: "POST",
      path: `${path}/giving-back`,
      body: { instrument, tonnes: "50", ...document },
    });
    const cancellation = { instrument, tonnes: "1", reason: "carbon neutral" };
    await measure("cancelAllowances", { as: person, method: "POST", path: "/carbon/allowances/cancellations", body: cancellation });
    return {};
  },
  above: {},
  unmeasured: {},
};
