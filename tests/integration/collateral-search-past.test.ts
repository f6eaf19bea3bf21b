import { beforeAll, describe, expect, it } from "vitest";
import { openPledgeRegistry, type PledgeRegistry, permitName } from "../support/pledge-registry.ts";

type Free = { readonly quantity: string; readonly asOf: string };
type Found = { readonly items: readonly { readonly instrument: string; readonly free?: Free }[]; readonly asOf: string };

let registry: PledgeRegistry;
let bank: Awaited<ReturnType<PledgeRegistry["bank"]>>;
let other: typeof bank;
beforeAll(async () => {
  registry = await openPledgeRegistry();
  [bank, other] = [await registry.bank(), await registry.bank()];
});

type Firm = Awaited<ReturnType<PledgeRegistry["firm"]>>;
const askedOf = ({ party }: Firm, at?: string) => ({ by: "creditCode", value: party.creditCode, ...(at !== undefined && { at }) });
/** What is free of the only asset that is found, and as of when. */
async function freeOf(firm: Firm, at?: string): Promise<Free | undefined> {
  const answer = await registry.search(other.subject, askedOf(firm, at));
  if (answer.status !== 200) throw new Error(answer.text);
  const { items } = answer.body as Found;
  expect(items).toHaveLength(1);
  return items[0]?.free;
}
const behind = (expected: number, recorded: number) => ({ status: 503, body: { type: "/problems/records-behind", expected, recorded } });

describe("what was free at an instant", () => {
  it("is told as of then, whatever a transfer, a pledge and a cancellation moved since", async () => {
    const [firm, buyer] = [await registry.firm(), await registry.firm()];
    const pledge = await registry.pledged(bank, firm, "6");
    const pledged = registry.later();
    registry.later();
    await registry.give(buyer, permitName, "1", firm.account);
    // An entry of that very instant counts.
    const sold = registry.clock.now();
    registry.later();
    await registry.pledged(other, firm, "2");
    const twice = registry.later();
    registry.later();
    await registry.cancel(bank, pledge);
    const cancelled = registry.later();
    await registry.recorded(firm);
    const told = await Promise.all([pledged, sold, twice, cancelled].map((at) => freeOf(firm, at)));
    expect(told).toEqual([
      { quantity: "4", asOf: pledged },
      { quantity: "3", asOf: sold },
      { quantity: "1", asOf: twice },
      { quantity: "7", asOf: cancelled },
    ]);
    registry.later();
    expect(await freeOf(firm)).toEqual({ quantity: "7", asOf: registry.clock.now() });
  });

  it("is told of each of many assets, the free ones of which are not among them", async () => {
    const firm = await registry.firm();
    const terms = Array.from({ length: 25 }, (_, place) => `permit/COD/liangzi-lake/2026-01/${2040 + place}-12`);
    for (const [place, instrument] of terms.entries()) {
      await registry.give(firm, instrument, String(place + 2));
      await registry.pledged(bank, firm, "1", { instrument });
    }
    await registry.give(firm, "permit/COD/liangzi-lake/2026-01/2080-12", "5");
    const at = registry.later();
    registry.later();
    for (const instrument of terms) await registry.give(firm, instrument, "100");
    await registry.recorded(firm);
    const certificate = await registry.certify(other.subject, askedOf(firm, at));
    expect(certificate.status, certificate.text).toBe(201);
    const { assets } = certificate.body as { assets: Found["items"] };
    expect(Object.fromEntries(assets.map(({ instrument, free }) => [instrument, free]))).toEqual(
      Object.fromEntries(terms.map((instrument, place) => [instrument, { quantity: String(place + 1), asOf: at }])),
    );
  });

  it("is refused while the records lack an entry that the ledger has, and then told; what is free now is told all the while", async () => {
    const firm = await registry.firm();
    await registry.recorded(firm);
    await registry.pledged(bank, firm, "6");
    const at = registry.clock.now();
    registry.later();
    const key = `past-${firm.partyId}`;
    const certify = { as: other.subject, method: "POST", path: "/collateral/certificates", body: askedOf(firm, at), key } as const;
    expect(await registry.search(other.subject, askedOf(firm, at))).toMatchObject(behind(2, 1));
    expect(await registry.call(certify)).toMatchObject(behind(2, 1));
    expect(await freeOf(firm)).toEqual({ quantity: "4", asOf: registry.clock.now() });
    await registry.recorded(firm);
    expect(await freeOf(firm, at)).toEqual({ quantity: "4", asOf: at });
    expect(await registry.call(certify)).toMatchObject({ status: 201, body: { assets: [{ free: { quantity: "4", asOf: at } }] } });
  });

  it("says nothing to a stranger who asks by a number while the records are behind", async () => {
    const [firm, stranger] = [await registry.firm(), await registry.firm()];
    const { registered } = await registry.pledged(bank, firm, "6");
    const at = registry.later();
    registry.later();
    const asked = { by: "number", value: registered.number, at };
    for (const answer of [await registry.search(stranger.subject, asked), await registry.certify(stranger.subject, asked)])
      expect([answer.status, answer.body]).toMatchObject([403, { type: "/problems/search-of-another" }]);
    expect(await registry.search(firm.subject, asked)).toMatchObject(behind(2, 0));
  });

  it("rests on the ends of months, also while the newest entries are not recorded, and nothing is free of what has expired", async () => {
    const aged = await openPledgeRegistry();
    const [lender, firm, buyer] = [await aged.bank(), await aged.firm(), await aged.firm()];
    await aged.pledged(lender, firm, "6");
    const at = aged.later();
    const free = async (when?: string) => {
      const { status, body } = await aged.search(lender.subject, askedOf(firm, when));
      return status === 200 ? (body as Found).items[0]?.free : body;
    };
    aged.clock.moveTo("2026-05-04T01:00:00.000Z");
    await aged.give(buyer, permitName, "1", firm.account);
    await aged.recorded(firm);
    const inMay = aged.later();
    aged.later();
    await aged.give(buyer, permitName, "1", firm.account);
    expect([await free(at), await free(inMay)]).toMatchObject([{ quantity: "4", asOf: at }, { type: "/problems/records-behind" }]);
    await aged.recorded(firm);
    expect([await free(at), await free(inMay)]).toEqual([
      { quantity: "4", asOf: at },
      { quantity: "3", asOf: inMay },
    ]);
    aged.clock.moveTo("2036-02-01T01:00:00.000Z");
    const [lasting, over] = ["2035-12-31T15:59:59.999Z", "2035-12-31T16:00:00.000Z"];
    expect([await free(lasting), await free(over), await free()]).toEqual([
      { quantity: "2", asOf: lasting },
      { quantity: "0", asOf: over },
      { quantity: "0", asOf: aged.clock.now() },
    ]);
  });
});
