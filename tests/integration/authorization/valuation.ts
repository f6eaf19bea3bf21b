import { examples } from "../../../functions/examples.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { AskedOfAnother, AuthorizationRows } from "../../support/ownership.ts";

/** Of a market that no example corrects a price of: nothing else is booked in it until the file is. */
const file = Buffer.from("market,date,volumeTonnes,priceCny,source\nhubei,2026-02-26,120000,41.85,exchange").toString("base64");

const ofSite: AskedOfAnother = { query: ({ siteId }) => ({ siteId }) };
const position: AskedOfAnother = { query: ({ siteId }) => ({ siteId, instrument: "permit/COD/liangzi-lake/2026-01/2026-12" }) };

/** Prices are no member's: whoever may book them corrects any, and sees every file. */
export const authorization: AuthorizationRows = {
  ownership: {
    correctMarketPrice: "open to its roles",
    readPriceImport: "open to its roles",
    ...{ listValues: ofSite, readLatestValue: position, listValueHistory: position, readRevaluation: "open to its roles" },
  },
  async given({ call, operator }) {
    // Others may have booked and imported the same on the engine.
    const { body } = required(examples.bookMarketPrice?.operator, "price of a day");
    await call({ as: operator, method: "POST", path: "/valuation/prices", body });
    const imported = await call({ as: operator, method: "POST", path: "/valuation/price-imports", body: { documentNumber: "X-1", file } });
    return imported.status === 201 ? { importId: String(imported.body.importId) } : {};
  },
};
