import { afterAll, beforeAll, expect, it } from "vitest";
import { api } from "../../functions/collateral/api-search.ts";
import type { Pledge } from "../../functions/collateral/pledges/rows.ts";
import type { Register } from "../../functions/collateral/register/rows.ts";
import { findableOfPledge } from "../../functions/collateral/search/findable.ts";
import { startGateway } from "../../infra/local-cloud/gateway/gateway.ts";
import type { Gateway } from "../../infra/local-cloud/gateway/types.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { putItems } from "../../shared/store/client.ts";
import { CollateralWorld, type Pledgor, type Registered, type Someone } from "../support/collateral-world.ts";
import { gatewayClient } from "../support/engine.ts";
import { frontDoor } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";

let world: CollateralWorld;
let gateway: Gateway;
let bank: Someone;
let pledge: Registered;
let firm: Pledgor;
let like: { pledge: Pledge; register: Register };
beforeAll(async () => {
  world = await CollateralWorld.open();
  const { engine, ports } = world;
  const { endpoint } = engine;
  gateway = await startGateway({
    endpoints: { dynamodb: endpoint, sqs: endpoint, s3: endpoint },
    ...{ region: "cn-north-1", accountId: "000000000000", partition: "aws-cn" },
    callers: [{ accessKeyId: "test", secretAccessKey: "test", functionName: "api", policies: "administrator" }],
  });
  bank = await world.bank();
  firm = await world.pledgor();
  pledge = await world.registered(bank, firm, "6");
  const name = { account: firm.account, instrument: firm.instrument };
  like = {
    pledge: required(await ports.own.pledge(pledge.pledgeId), "pledge"),
    register: required(await ports.own.register(name), "register"),
  };
});
afterAll(() => gateway.stop());

/** Pledges of the bank from one place to another, each of another firm, as their registrations leave them in the table. */
async function given(from: number, to: number): Promise<void> {
  const { own } = world.ports;
  const [entry] = required(like.register.slices[0], "slice").entries;
  const items = Array.from({ length: to - from }, (_, index) => {
    const pledgeId = `${pledge.pledgeId}-${from + index}`;
    const account = siteAccount(`${firm.siteId}-${from + index}`);
    const registered = { ...required(like.pledge.registered, "place"), number: `EZ-COST-${pledgeId}` };
    const creditCode = `COST${from + index}`;
    const other = { ...like.pledge.pledgor, partyId: creditCode, creditCode, legalName: `Other firm ${from + index}` };
    const parts = [{ account, instrument: firm.instrument, quantity: "6" }];
    const row: Pledge = { ...like.pledge, pledgeId, registered, parts, pledgor: other, debtor: other, version: 1 };
    const slices = like.register.slices.map((slice) => ({ ...slice, entries: [{ ...required(entry, "entry"), pledgeId, registered }] }));
    const register = { ...like.register, account, partyId: creditCode, slices, version: 1 };
    return [...own.pledgePut(row), ...own.registerPut(register), ...own.foundRows(findableOfPledge(row))];
  });
  const puts = items.flat().map(({ write }) => required(write.Put?.Item, "put"));
  await putItems(world.engine.dynamo, world.engine.tables.Collateral, puts);
}

it("a search, a certificate and its check cost the same among 20 pledges of a bank and among 2,000", { timeout: 120_000 }, async () => {
  const through = { dynamo: gatewayClient(gateway.url), tables: world.engine.tables };
  const call = frontDoor(api.open(await grantedOn(through, world.clock)));
  const searcher = await world.bank();
  const as = searcher.subject;
  const certificate = await world.certify(searcher, { by: "creditCode", value: firm.creditCode });
  const { number, contentSha256 } = certificate.body as { number: string; contentSha256: string };
  const ways = [
    { by: "creditCode", value: firm.creditCode },
    { by: "name", value: firm.name },
    { by: "account", value: firm.account },
    { by: "number", value: pledge.registered.number },
    { by: "number", value: "EZ-UNKNOWN" },
    { by: "creditCode", value: firm.creditCode, at: world.clock.now() },
  ];
  const requests = [
    ...ways.map((asked) => ({ as, method: "GET", path: `/collateral/search?${new URLSearchParams(asked)}` }) as const),
    ...ways.map((body) => ({ as, method: "POST", path: "/collateral/certificates", body }) as const),
    { method: "GET", path: `/collateral/certificates/${number}/check?contentSha256=${contentSha256}` } as const,
    { method: "GET", path: `/collateral/certificates/none/check?contentSha256=${contentSha256}` } as const,
  ];
  const costs = async () => {
    const units: number[] = [];
    for (const request of requests) {
      await call({ as, method: "GET", path: "/collateral/certificates" });
      await gateway.readCapacity({ reset: true });
      const { status, text } = await call(request);
      expect(status, text).toBeLessThan(300);
      units.push((await gateway.readCapacity({ reset: true })).reduce((total, row) => total + row.units, 0));
    }
    return units;
  };
  await given(0, 19);
  const among20 = await costs();
  await given(19, 1_999);
  expect(await costs()).toEqual(among20);
  // An unknown number costs no more than the one row that is not there.
  expect(among20.at(-1)).toBe(1);
});
