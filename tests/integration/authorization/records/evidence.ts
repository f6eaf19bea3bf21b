import { auctionsFacts } from "../../../../functions/auctions/contract.ts";
import { factRows } from "../../../../functions/records/facts/recorded-facts.ts";
import { putItems } from "../../../../shared/store/client.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Evidence of an auction is for the authorities of its pool and the operator. */
export const evidenceAuthorization: AuthorizationRows = {
  ownership: { requestEvidence: { params: { auctionId: "sale-of-a-district" }, body: { purpose: "inspection" } } },
  async given({ engine: { dynamo, tables }, clock }) {
    const { factType } = auctionsFacts.auctionCancelled;
    const ended = { factId: "auction-ended.sale-of-a-district", factType, schemaVersion: 1, occurredAt: clock.now(), actor: "test" };
    const sale = { auctionId: "sale-of-a-district", title: "Sale", documentNumber: "EZ-1", pollutant: "COD", pool: "liangzi-lake" };
    const data = { ...sale, instrument: "permit/COD/liangzi-lake/2027-01/2031-12", reason: "withdrawn" };
    await putItems(dynamo, tables.Records, factRows({ ...ended, parties: [], areas: ["420703"], data }));
    return {};
  },
};
