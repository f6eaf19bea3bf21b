import type { CapacityRows } from "../../support/capacity.ts";

/** What the enterprise bought is recorded in the licence of its site, and a difference of a file is dismissed. */
export const capacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
    const [as, site] = [made("person"), made("siteId")];
    const { items } = await call({ as, method: "GET", path: `/permits/sites/${site}/holdings` });
    const [{ instrument, availableTonnes: tonnes }] = items as [{ instrument: string; availableTonnes: string }];
    const { licenceNumber } = await call({ as, method: "GET", path: `/sites/${site}` });
    const body = { licenceNumber, instrument, tonnes };
    await measure("declarePermit", { as, method: "POST", path: `/licences/sites/${site}/declarations`, body });
    const record = { ...body, documentNumber: "X-9" };
    await measure("recordPermit", { as: house.regulator, method: "POST", path: `/licences/sites/${site}/records`, body: record });
    return {};
  },
  above: {},
  unmeasured: {
    importLicenceFile: "it keeps a row for each hundred lines, or for each error, before its transaction of four items",
    decideDifference: "it needs a compared file: it writes the difference, its fact and the command row",
  },
};
