import { batchOf } from "../../../support/batch-rows.ts";
import type { CapacityRows } from "../../../support/capacity.ts";
import { freshCreditCode, givenMember } from "../../../support/members.ts";
import { givenFirm, givenPermits } from "../../../support/registered-pledge.ts";

const instrument = "permit/SO2/ezhou/2044-01/2048-12";

/** A batch of one page is accepted; its consumer drafts it. */
export const batchesCapacity: CapacityRows = {
  async measure({ house, measure, measureRefused }) {
    const firm = await givenFirm(house);
    const account = await givenPermits(house, firm, instrument, "100");
    const bank = await givenMember(house.engine, { role: "bank", party: { creditCode: freshCreditCode() } });
    await measureRefused("importPledges (refused)", await batchOf(house, bank.subject, firm, { account, instrument }, 101));
    await measure("importPledges", await batchOf(house, bank.subject, firm, { account, instrument }, 16));
    return {};
  },
  above: {
    "importPledges (refused)": {
      units: 4,
      because: "the row of the log names twenty of the positions that were asked about, and passes two kilobytes",
    },
    importPledges: { units: 21, because: "pages of sixteen drafts are stored before, about a kilobyte a draft" },
  },
  unmeasured: {},
};
