import { tradeRecorder } from "../../../../functions/records/trades/record-trade.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { openTable } from "../../../../shared/store/table.ts";
import { awardFacts } from "../../../bench/award-facts.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Headers of blocks are for all members, and show to each the entries in its sight; what proves a record is for whoever may read it. */
export const sealingAuthorization: AuthorizationRows = {
  ownership: { readSealedBlock: "open to its roles", readRecordSeal: {} },
  async given({ engine: { dynamo, tables }, clock }, { partyId, siteId }) {
    const [fact] = awardFacts(1, clock.now());
    const { data, ...envelope } = required(fact, "a trade");
    const record = tradeRecorder({ clock, records: openTable(dynamo, tables.Records), seals: openTable(dynamo, tables.Seals) });
    await record({ ...envelope, areas: ["420703"], data: { ...data, partyId, siteId, siteArea: "420703" } });
    return { recordId: envelope.factId };
  },
};
