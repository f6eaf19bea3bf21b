import { batchOf } from "../../../support/batch-rows.ts";
import { givenMember } from "../../../support/members.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";
import { givenPermits } from "../../../support/registered-pledge.ts";

const instrument = "permit/COD/ezhou/2033-01/2037-12";

/** A batch belongs to its bank alone; the pledgor sees each pledge by itself. */
export const batchesAuthorization: AuthorizationRows = {
  ownership: { readPledgeBatch: {}, listBatchPledges: {} },
  async given(house, owner) {
    const account = await givenPermits(house, owner, instrument, "10");
    const bank = await givenMember(house.engine, { role: "bank" });
    const answer = await house.call(await batchOf(house, bank.subject, owner, { account, instrument }, 1));
    if (answer.status !== 201) throw new Error(answer.text);
    return { batchId: String((answer.body as { readonly batchId?: unknown }).batchId) };
  },
};
