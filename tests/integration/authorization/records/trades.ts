import type { AuthorizationRows } from "../../../support/ownership.ts";
import { aTradeRecord, givenRecords } from "../../../support/given-records.ts";

/** Trade records belong to the members that have a part in them, and to the authorities of their areas. */
export const tradesAuthorization: AuthorizationRows = {
  ownership: {
    listTrades: { query: ({ partyId }) => ({ partyId, area: "420703", purpose: "curiosity" }) },
    readTrade: { query: () => ({ purpose: "curiosity" }) },
    // Only the regulator of the whole city supervises what others read.
    listConcealedReadings: { query: ({ partyId }) => ({ partyId }) },
  },
  async given({ engine }, { partyId }) {
    const record = aTradeRecord({ parties: [partyId], areas: ["420703"] });
    await givenRecords(engine, record);
    return { recordId: record.recordId };
  },
};
