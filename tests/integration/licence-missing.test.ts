import { beforeAll, describe, expect, it } from "vitest";
import { allocationsFacts } from "../../functions/allocations/contract.ts";
import { deliveredPorts } from "../../functions/licences/ports.ts";
import { listDelivered } from "../../functions/licences/records/list-delivered.ts";
import { type AllocationOffice, type Holder, instrumentOf, openAllocationOffice } from "../support/allocation-office.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

type Row = { readonly siteId: string; readonly instrument: string; readonly state: string; readonly licenceNumber: string };

describe("permits that were delivered and no licence has", () => {
  let office: AllocationOffice;
  let api: WholeApi;
  let holder: Holder;
  beforeAll(async () => {
    office = await openAllocationOffice();
    api = await openWholeApi(office.engine, office.clock);
    holder = await office.holder();
    await office.receive(holder, "6400");
    await office.payDues(holder);
  });

  const rows = async (as: string, path: string) => {
    const { items } = (await api.call({ as, method: "GET", path })).body as { items: Row[] };
    return items.filter(({ siteId }) => siteId === holder.siteId);
  };
  const atSite = async () => {
    const found = await rows(holder.subject, `/licences/sites/${holder.siteId}/records`);
    return found.map(({ instrument, state }) => `${instrument} ${state}`);
  };
  const missing = () => rows(office.regulator, "/licences/records?state=missing&limit=100");
  const [cod, nitrogen] = [instrumentOf("COD"), instrumentOf("NH3-N")];
  /** What the consumer does with the facts that deliver permits. */
  const delivered = async () => {
    const facts = await storedFacts(office.engine, allocationsFacts.delivered, ({ data }) => data.siteId === holder.siteId, "Allocations");
    expect(facts).toHaveLength(1);
    for (const { data } of facts) {
      const { siteId, partyId } = data;
      await listDelivered(deliveredPorts(office.granted), { siteId, partyId, instruments: data.delivered.map((each) => each.instrument) });
    }
  };

  it("are listed for the bureau and their holder, once, until they are recorded", async () => {
    await Promise.all([delivered(), delivered()]);
    expect(await atSite()).toEqual([`${cod} missing`, `${nitrogen} missing`]);
    const [{ licenceNumber } = { licenceNumber: "" }, ...others] = await missing();
    expect(others).toHaveLength(1);
    // Recorded as found, without a declaration before: there is nothing that it differs from.
    const record = { licenceNumber, instrument: cod, tonnes: "12.5", documentNumber: "EZ-1" };
    const recording = { as: office.regulator, method: "POST", path: `/licences/sites/${holder.siteId}/records`, body: record } as const;
    expect(await api.call(recording)).toMatchObject({ status: 200, body: { state: "recorded", recordedTonnes: "12.5" } });
    await delivered();
    expect(await atSite()).toEqual([`${cod} recorded`, `${nitrogen} missing`]);
    expect((await missing()).map(({ instrument }) => instrument)).toEqual([nitrogen]);
  });

  it("leave the list with a declaration, or once their term is over", async () => {
    const [{ licenceNumber } = { licenceNumber: "" }] = await missing();
    const body = { licenceNumber, instrument: nitrogen, tonnes: "1.25" };
    const path = `/licences/sites/${holder.siteId}/declarations`;
    const other = await office.holder();
    await listDelivered(deliveredPorts(office.granted), { ...other, instruments: [cod] });
    const listed = async () => {
      const { items } = (await api.call({ as: other.subject, method: "GET", path: `/licences/sites/${other.siteId}/records` })).body as {
        items: Row[];
      };
      return items.length;
    };
    expect(await listed()).toBe(1);
    expect(await api.call({ as: holder.subject, method: "POST", path, body })).toMatchObject({ status: 200, body: { state: "declared" } });
    expect(await missing()).toEqual([]);
    office.clock.moveTo("2031-06-30T16:00:00.000Z");
    expect(await listed()).toBe(0);
  });
});
