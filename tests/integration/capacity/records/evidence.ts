import { auctionsFacts } from "../../../../functions/auctions/contract.ts";
import { factRows } from "../../../../functions/records/facts/recorded-facts.ts";
import { headCodec, headKey } from "../../../../functions/records/sealing/heads.ts";
import { dayOf } from "../../../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../../../shared/kernel/clock.ts";
import { keyOf, putItems } from "../../../../shared/store/client.ts";
import type { CapacityRows } from "../../../support/capacity.ts";

/** What the commands of evidence take. */
export const evidenceCapacity: CapacityRows = {
  async measure({ house, measure }) {
    const { dynamo, tables } = house.engine;
    const at = plusSeconds(house.clock.now(), -7_200);
    const auctionId = "measured";
    const fact = { factId: "auction-ended.measured", schemaVersion: 1, occurredAt: at, actor: "test", parties: [], areas: ["420700"] };
    const { factType } = auctionsFacts.auctionCancelled;
    await putItems(dynamo, tables.Records, factRows({ ...fact, factType, data: { auctionId } }));
    const day = dayOf(at);
    const statement = {
      form: "x",
      day,
      n: 0,
      hash: "",
      through: "",
      before: plusSeconds(at, 60),
      previousHash: "",
      fingerprint: "",
      madeAt: at,
    };
    const head = { ...statement, publicKey: "", signature: "" };
    await putItems(dynamo, tables.Seals, [{ ...keyOf(headKey(day)), ...headCodec.encode({ head }) }]);
    const path = `/records/auctions/${auctionId}/evidence`;
    await measure("requestEvidence", { as: house.regulator, method: "POST", path, body: { purpose: "inspection" } });
    return {};
  },
  above: {},
  unmeasured: {},
};
