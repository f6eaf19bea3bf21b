import { examples } from "../../../functions/examples.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { AskedOfAnother, AuthorizationRows } from "../../support/ownership.ts";

/** Of a market that no example corrects a price of: nothing else is booked in it until the file is. */
const file = Buffer.from("market,date,volumeTonnes,priceCny,source\nhubei,2026-02-26,120000,41.85,exchange").toString("base64");

const ofCity = { item: "permit/COD/liangzi-lake", area: "420700" };
const price = { ...ofCity, period: "2019", effectiveOn: "2019-01-01", priceCny: "8790", documentNumber: "X-1" };
const basket = { period: "2019", items: [{ ...ofCity, weight: "1" }], documentNumber: "X-1" };

const ofSite: AskedOfAnother = { query: ({ siteId }) => ({ siteId }) };
const position: AskedOfAnother = { query: ({ siteId }) => ({ siteId, instrument: "permit/COD/liangzi-lake/2026-01/2026-12" }) };

/** Prices are no member's: whoever may book those of markets corrects any, and sees every file. Baseline prices belong to their area, values to the holder. */
export const authorization: AuthorizationRows = {
  ownership: {
    correctMarketPrice: "open to its roles",
    readPriceImport: "open to its roles",
    correctBaselinePrice: {
      body: { priceCny: "9000", documentNumber: "X-2", corrects: 1, reason: "misprint" },
      refusal: "price-area-of-others",
    },
    publishBasket: { params: { indexId: "permits" }, body: basket, refusal: "price-area-of-others" },
    ...{ listValues: ofSite, readLatestValue: position, listValueHistory: position, readRevaluation: "open to its roles" },
  },
  async given({ call, operator }) {
    // Others may have booked and imported the same on the engine.
    const { body } = required(examples.bookMarketPrice?.operator, "price of a day");
    await call({ as: operator, method: "POST", path: "/valuation/prices", body });
    const imported = await call({ as: operator, method: "POST", path: "/valuation/price-imports", body: { documentNumber: "X-1", file } });
    // Others may have published the same.
    await call({ as: operator, method: "POST", path: "/valuation/baseline-prices", body: price });
    const priceId = "permit.COD.liangzi-lake.420700.2019";
    return imported.status === 201 ? { priceId, importId: String(imported.body.importId) } : { priceId };
  },
};
