import { decimal } from "../../../../shared/kernel/decimal.ts";
import { partyAccount } from "../../../../shared/ledger/account.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import type { CapacityRows } from "../../../support/capacity.ts";
import { anEntry } from "../../permits-support.ts";

const instrument = "allowance/hubei/2024/2034-12";
const documentSha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const order = { documentNumber: "E07-1", documentSha256 };

/** Freezes of allowances that nobody has pledged, of the first and of the second court. */
export const freezesCapacity: CapacityRows = {
  async measure({ house, made, measure }) {
    const [as, partyId] = [house.regulator, made("partyId")];
    const account = partyAccount(partyId);
    const entry = anEntry<never>(house);
    entry.transfer({ instrument, from: "issue:0", to: account, quantity: decimal("500") });
    await commit(house.engine.dynamo, entry.writes());
    const body = { account, instrument, quantity: "50", court: "Court", caseNumber: "E07-12", months: 12, ...order };
    const entering = (more: object = {}) => ({ as, method: "POST", path: "/collateral/freezes", body: { ...body, ...more } }) as const;
    const first = await measure("enterFreeze", entering());
    const [part] = first.parts as readonly { readonly sliceId: string }[];
    const { freezeId } = await measure("enterFreeze (waiting)", entering({ sliceId: part?.sliceId }));
    const step = (id: unknown, what: string, more: object) =>
      ({ as, method: "POST", path: `/collateral/freezes/${String(id)}/${what}`, body: { ...order, ...more } }) as const;
    await measure("renewFreeze", step(first.freezeId, "renewals", { months: 12 }));
    await measure("liftFreeze (the next takes its turn)", step(first.freezeId, "liftings", { reason: "paid" }));
    await measure("liftFreeze", step(freezeId, "liftings", { reason: "paid" }));
    return {};
  },
  above: {
    "liftFreeze (the next takes its turn), approved": {
      units: 2,
      because: "the fact names court, document, member and site, and what changed, and passes a kilobyte",
    },
  },
  unmeasured: {},
};
