import { decimal } from "../../../../shared/kernel/decimal.ts";
import { partyAccount } from "../../../../shared/ledger/account.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";
import { anEntry } from "../../permits-support.ts";

const instrument = "allowance/hubei/2024/2034-12";
const documentSha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const order = { documentNumber: "E07-1", documentSha256 };

/** Freezes belong to the owner of what is frozen and the authorities of its area. */
export const freezesAuthorization: AuthorizationRows = {
  ownership: {
    readFreeze: {},
    renewFreeze: { body: { ...order, months: 12 } },
    liftFreeze: { body: { ...order, quantity: "1", reason: "paid" } },
    readFreezeQueue: { query: ({ partyId }) => ({ account: partyAccount(partyId), instrument }) },
  },
  async given({ engine, clock, call, regulator }, { partyId }) {
    const account = partyAccount(partyId);
    const entry = anEntry<never>({ engine, clock });
    entry.transfer({ instrument, from: "issue:0", to: account, quantity: decimal("1000") });
    await commit(engine.dynamo, entry.writes());
    const body = { account, instrument, quantity: "100", court: "Court", caseNumber: "E07-12", months: 12, ...order };
    const made = await call({ as: regulator, method: "POST", path: "/collateral/freezes", body });
    if (made.status !== 200) throw new Error(made.text);
    const [part] = made.body.parts as readonly { readonly sliceId: string }[];
    return { freezeId: String(made.body.freezeId), sliceId: String(part?.sliceId) };
  },
};
