import { beforeEach, describe, expect, it } from "vitest";
import { type AuctionHouse, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

describe("sites in auctions", () => {
  let house: AuctionHouse;
  let api: WholeApi;
  beforeEach(async () => {
    house = await openAuctionHouse();
    api = await openWholeApi(house.engine, house.clock);
  });

  it("a site that is not confirmed, or whose licence has expired, can't enrol or have a need certified", async () => {
    const bidder = await house.bidder();
    const auctionId = await house.announce();
    const { subject, siteId } = bidder;
    const declared = { basin: "liangzi-lake", sourceClass: "industrial", licenceValidFrom: "2026-01-01", licenceValidUntil: "2026-12-31" };
    const change = await api.call({ as: subject, method: "PUT", path: `/sites/${siteId}`, body: { name: "Works", ...declared } });
    expect(change).toMatchObject({ status: 200, body: { state: "unconfirmed" } });
    const refused = { status: 409, body: { type: "/problems/site-not-confirmed", siteId } };
    expect(await house.enrol(auctionId, bidder, "5")).toMatchObject(refused);
    const need = { partyId: bidder.partyId, siteId, project: "another", projectName: "Line", kind: "new-project", pollutant: "SO2" };
    const letter = { letterNumber: "L", letterDate: "2026-01-05", eiaNumber: "E", offsetRatio: "1", offsetGround: "quality-attained" };
    const body = { ...need, ...letter, tonnes: "1" };
    expect(await house.call({ as: house.regulator, method: "POST", path: "/permits/needs", body })).toMatchObject(refused);
    const confirmation = { as: house.regulator, method: "POST", path: `/sites/${siteId}/confirmation` } as const;
    expect(await api.call({ ...confirmation, body: { area: "420700", ...declared } })).toMatchObject({ status: 200 });
    expect(await house.enrol(auctionId, bidder, "5")).toMatchObject({ status: 201 });
    house.clock.moveTo("2027-01-01T01:00:00.000Z");
    const later = await house.announce({
      lot: { pollutant: "SO2", pool: "ezhou", firstMonth: "2027-06", lastMonth: "2031-05", quantity: "10" },
    });
    expect(await house.enrol(later, bidder, "5")).toMatchObject({ status: 409, body: { type: "/problems/licence-expired" } });
  });

  it("a need stays in the pool in which it was certified, also when the bureau corrects the site's basin", async () => {
    const bidder = await house.bidder();
    const { siteId, partyId } = bidder;
    const project = `${siteId.slice(0, 8)}-water`;
    const need = { partyId, siteId, project, projectName: "Line", kind: "new-project", pollutant: "COD", tonnes: "5" };
    const letter = { letterNumber: "L", letterDate: "2026-01-05", eiaNumber: "E", offsetRatio: "1", offsetGround: "quality-attained" };
    const body = { ...need, ...letter };
    expect(await house.call({ as: house.regulator, method: "POST", path: "/permits/needs", body })).toMatchObject({ status: 201 });
    const found = { area: "420700", basin: "yangtze-ezhou", sourceClass: "industrial" };
    const validity = { licenceValidFrom: "2026-01-01", licenceValidUntil: "2030-12-31" };
    const correction = { reason: "outlet found elsewhere", documentNumber: "X-1" };
    const confirmation = { as: house.regulator, method: "POST", path: `/sites/${siteId}/confirmation` } as const;
    expect(await api.call({ ...confirmation, body: { ...found, ...validity, correction } })).toMatchObject({ status: 200 });
    for (const [pool, rule, site] of [
      ["liangzi-lake", "pool", "yangtze-ezhou"],
      ["yangtze-ezhou", "needPool", "liangzi-lake"],
    ]) {
      const auctionId = await house.announce({ lot: { ...usualTerms.lot, pollutant: "COD", pool } });
      const refused = { status: 409, body: { type: "/problems/lot-not-for-site", rule, lot: pool, site } };
      expect(await house.enrol(auctionId, { ...bidder, project }, "5")).toMatchObject(refused);
    }
  });
});
