import { api } from "../../functions/collateral/api-search.ts";
import { findableOfPledge } from "../../functions/collateral/search/findable.ts";
import { startGateway } from "../../infra/local-cloud/gateway/gateway.ts";
import { invariant, required } from "../../shared/kernel/invariant.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { type Item, putItems } from "../../shared/store/client.ts";
import { gatewayClient } from "./engine.ts";
import { frontDoor, type Request } from "./front-door.ts";
import { grantedOn } from "./granted.ts";
import { openPledgeRegistry, permitName } from "./pledge-registry.ts";

const pledgesAtOnce = 100;
const partsAtOnce = 8;

/** What a question costs: capacity units of reads and writes together. */
export interface Cost {
  readonly question: string;
  readonly units: number;
}

/** One bank whose pledges become more and more, each of another firm, and what the same questions about the first of them cost. */
export interface PledgesOfBank {
  /** Adds pledges as their registrations leave them in the table, until the bank has this many. */
  growTo(pledges: number): Promise<void>;
  /** What every question costs now, in the same order. */
  costs(): Promise<readonly Cost[]>;
  close(): Promise<void>;
}

/** Opens it with one pledge, which is registered through the front door. */
export async function openPledgesOfBank(): Promise<PledgesOfBank> {
  const registry = await openPledgeRegistry();
  const { engine, clock, ports } = registry;
  const { endpoint } = engine;
  const gateway = await startGateway({
    endpoints: { dynamodb: endpoint, sqs: endpoint, s3: endpoint },
    ...{ region: "cn-north-1", accountId: "000000000000", partition: "aws-cn" },
    callers: [{ accessKeyId: "test", secretAccessKey: "test", functionName: "api", policies: "administrator" }],
  });
  const through = { dynamo: gatewayClient(gateway.url), tables: engine.tables };
  const call = frontDoor(api.open(await grantedOn(through, clock)));
  const [bank, firm] = [await registry.bank(), await registry.firm()];
  const pledge = await registry.pledged(bank, firm, "6");
  const at = registry.later();
  registry.later();
  await registry.recorded(firm);
  const certificate = await registry.certify((await registry.bank()).subject, { by: "creditCode", value: firm.party.creditCode });
  const likePledge = required(await ports.own.pledge(pledge.pledgeId), "pledge");
  const likeRegister = required(await ports.own.register({ account: firm.account, instrument: permitName }), "register");
  let pledges = 1;

  /** The rows of another pledge of the bank, of another firm. */
  function rowsOf(place: number): Item[] {
    const { own } = ports;
    const pledgeId = `${pledge.pledgeId}-${place}`;
    const account = siteAccount(`${firm.site.siteId}-${place}`);
    const registered = { ...required(likePledge.registered, "place"), number: `EZ-COST-${pledgeId}` };
    const creditCode = `COST${place}`;
    const other = { ...likePledge.pledgor, partyId: creditCode, creditCode, legalName: `Other firm ${place}` };
    const parts = [{ account, instrument: permitName, quantity: "6" }];
    const row = { ...likePledge, pledgeId, registered, parts, pledgor: other, debtor: other, version: 1 };
    const slices = likeRegister.slices.map((slice) => ({
      ...slice,
      entries: slice.entries.map((entry) => ({ ...entry, pledgeId, registered })),
    }));
    const register = { ...likeRegister, account, partyId: creditCode, slices, version: 1 };
    const writes = [...own.pledgePut(row), ...own.registerPut(register), ...own.foundRows(findableOfPledge(row))];
    return writes.map(({ write }) => required(write.Put?.Item, "put"));
  }

  const ways = [
    { by: "creditCode", value: firm.party.creditCode },
    { by: "name", value: firm.party.name },
    { by: "account", value: firm.account },
    { by: "number", value: pledge.registered.number },
    { by: "number", value: "EZ-UNKNOWN" },
    { by: "creditCode", value: firm.party.creditCode, at },
  ];
  const named = ({ by, value, at: past }: (typeof ways)[number]) =>
    `${value === "EZ-UNKNOWN" ? "an unknown number" : by}${past === undefined ? "" : ", of the past"}`;
  const { number, contentSha256 } = certificate.body as { readonly number: string; readonly contentSha256: string };
  const checkOf = (of: string) => `/collateral/certificates/${of}/check?contentSha256=${contentSha256}`;
  const questionsOf = (as: string): readonly (readonly [string, Request])[] => [
    ...ways.map(
      (asked) =>
        [
          `search by ${named(asked)}`,
          { as, method: "GET", path: `/collateral/search?${new URLSearchParams(Object.entries(asked))}` },
        ] as const,
    ),
    ...ways.map((body) => [`certificate by ${named(body)}`, { as, method: "POST", path: "/collateral/certificates", body }] as const),
    ["check of a certificate", { method: "GET", path: checkOf(number) }],
    ["check of an unknown certificate", { method: "GET", path: checkOf("none") }],
  ];

  return {
    async growTo(count) {
      const parts: number[][] = [];
      for (; pledges < count; pledges += pledgesAtOnce)
        parts.push(Array.from({ length: Math.min(pledgesAtOnce, count - pledges) }, (_, place) => pledges + place));
      pledges = count;
      await eachAtOnce(parts, partsAtOnce, (places) => putItems(engine.dynamo, engine.tables.Collateral, places.flatMap(rowsOf)));
    },
    async costs() {
      const { subject: as } = await registry.bank();
      const found: Cost[] = [];
      for (const [question, request] of questionsOf(as)) {
        // So that the membership of whoever asks is known already.
        await call({ as, method: "GET", path: "/collateral/certificates" });
        await gateway.readCapacity({ reset: true });
        const { status, text } = await call(request);
        invariant(status < 300, `${question}: ${text}`);
        const units = (await gateway.readCapacity({ reset: true })).reduce((total, row) => total + row.units, 0);
        found.push({ question, units });
      }
      return found;
    },
    close: () => gateway.stop(),
  };
}
