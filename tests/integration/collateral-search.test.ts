import { beforeAll, describe, expect, it } from "vitest";
import { reactionsOf } from "../../functions/collateral/search/hear-names.ts";
import { api as partiesApi } from "../../functions/parties/api.ts";
import { partiesFacts } from "../../functions/parties/contract.ts";
import { frontDoor } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";
import { openPledgeRegistry, type PledgeRegistry, permitName } from "../support/pledge-registry.ts";
import { storedFacts } from "../support/stored-facts.ts";

type Asset = {
  slices: { quantity: string; ranks: string[]; payment: string[] }[];
  registrations: { registrationNumber: string; state: string; quantity: string; endedAt?: string }[];
  free?: { quantity: string; asOf: string };
  version: number;
  account: string;
  instrument: string;
};
type Found = {
  items: Asset[];
  nothingFound: boolean;
  asOf: string;
  entities: { legalName: string; creditCode: string }[];
  nextCursor?: string;
};

let registry: PledgeRegistry;
let bank: Awaited<ReturnType<PledgeRegistry["bank"]>>;
let other: typeof bank;
beforeAll(async () => {
  registry = await openPledgeRegistry();
  [bank, other] = [await registry.bank("Green Bank"), await registry.bank("River Bank")];
});

async function found(asked: Record<string, string>, as = other.subject): Promise<Found> {
  const answer = await registry.search(as, asked);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as Found;
}
const only = ({ items }: Found): Asset => {
  expect(items).toHaveLength(1);
  return items[0] as Asset;
};

describe("a search of the register", () => {
  it("finds by code, name, account, site, licence number and registration number what is registered", async () => {
    const firm = await registry.firm("长江造纸（集团）有限公司 Search");
    const pledge = await registry.pledged(bank, firm, "6");
    const ways = [
      { by: "creditCode", value: firm.party.creditCode },
      { by: "name", value: firm.party.name },
      { by: "name", value: "长江造纸(集团) 有限公司ｓｅａｒｃｈ" },
      { by: "account", value: firm.account },
      { by: "account", value: firm.account, instrument: permitName },
      { by: "site", value: firm.site.siteId },
      { by: "licence", value: firm.site.licenceNumber },
      { by: "number", value: pledge.registered.number },
      { by: "number", value: ` ${pledge.registered.number.toLowerCase()} ` },
    ];
    const answers = await Promise.all(ways.map((way) => found(way)));
    for (const each of answers) {
      expect(only(each)).toMatchObject({
        ...{ account: firm.account, instrument: permitName, statutoryRegistry: "exchange", version: 1, complete: true },
        slices: [{ quantity: "6", ranks: [pledge.registered.number], payment: [pledge.registered.number], freezes: [] }],
        registrations: [
          {
            ...{ registrationNumber: pledge.registered.number, registeredAt: pledge.registered.at, state: "live", secures: "principal" },
            bank: { creditCode: bank.party.creditCode, legalName: "Green Bank" },
            pledgor: { creditCode: firm.party.creditCode, legalName: firm.party.name },
            ...{ quantity: "6", validUntil: "2027-03-01", objections: [] },
          },
        ],
        free: { quantity: "4", asOf: registry.clock.now() },
      });
      expect(each.nothingFound).toBe(false);
    }
    expect(answers[1]?.entities).toEqual([{ creditCode: firm.party.creditCode, legalName: firm.party.name }]);
  });

  it("finds by every name that the pledgor ever bore, and by the debtor's code and name as of then", async () => {
    const operator = await givenMember(registry.engine, { role: "operator" });
    const parties = frontDoor(partiesApi.open(registry.granted));
    const firm = await registry.firm("Old Name Works");
    const debtor = { creditCode: "91350100M000100Y43", legalName: `Debtor of ${firm.partyId}` };
    const pledge = await registry.pledged(bank, firm, "2", { debtor });
    registry.later();
    const body = { name: `New Name ${firm.partyId}`, effectiveOn: "2026-03-02", documentNumber: "R-1", documentDate: "2026-03-02" };
    const renamed = await parties({ as: operator.subject, method: "POST", path: `/parties/${firm.partyId}/names`, body });
    expect(renamed.status).toBe(200);
    const reactions = reactionsOf(registry.ports);
    const [fact] = await storedFacts(registry.engine, partiesFacts.partyRenamed, ({ parties: of }) => of.includes(firm.partyId), "Parties");
    if (!fact) throw new Error("no fact");
    await reactions["party-renamed"](fact);
    for (const value of ["Old Name Works", "old name  works", body.name, debtor.legalName])
      expect((await found({ by: "name", value })).items.flatMap(({ registrations }) => registrations)).toContainEqual(
        expect.objectContaining({ registrationNumber: pledge.registered.number }),
      );
    expect(only(await found({ by: "name", value: body.name })).registrations).toMatchObject([{ pledgor: { legalName: "Old Name Works" } }]);
  });

  it("tells what stood before and after a cancellation, and keeps the cancelled entry", async () => {
    const firm = await registry.firm();
    const before = registry.clock.now();
    registry.later();
    const first = await registry.pledged(bank, firm, "6");
    registry.later();
    const [slice] = first.slices;
    const acceptedSeniors = [first.registered.number];
    const junior = await registry.pledged(other, firm, "6", { sliceId: slice?.sliceId ?? "", acceptedSeniors });
    const both = registry.clock.now();
    registry.later();
    await registry.cancel(bank, first);
    await registry.recorded(firm);
    const asked = { by: "creditCode", value: firm.party.creditCode };
    expect(await found({ ...asked, at: before })).toMatchObject({ items: [], nothingFound: true, asOf: before });
    const alone = only(await found({ ...asked, at: first.registered.at }));
    expect(alone).toMatchObject({ slices: [{ ranks: [first.registered.number] }], registrations: [{ state: "live" }] });
    const then = only(await found({ ...asked, at: both }));
    expect(then.slices).toMatchObject([{ quantity: "6", ranks: [first.registered.number, junior.registered.number] }]);
    expect(then.registrations.map(({ state }) => state)).toEqual(["live", "live"]);
    const now = only(await found(asked));
    expect(now.slices).toMatchObject([{ quantity: "6", ranks: [junior.registered.number] }]);
    expect(now.registrations).toMatchObject([
      { registrationNumber: junior.registered.number, state: "live", quantity: "6" },
      { registrationNumber: first.registered.number, state: "cancelled", quantity: "0", endedAt: registry.clock.now() },
    ]);
    expect(only(await found({ by: "number", value: first.registered.number })).registrations).toHaveLength(2);
  });

  it("finds a pledge on assets that were added to it, by its first number and that of the addition, and not there before", async () => {
    const firm = await registry.firm();
    const second = "permit/COD/liangzi-lake/2026-01/2035-11";
    await registry.give(firm, second, "5");
    const before = await registry.pledged(other, firm, "1", { instrument: second });
    const pledge = await registry.pledged(bank, firm, "6");
    const apart = registry.later();
    registry.later();
    const parts = [{ account: firm.account, instrument: second, quantity: "2" }];
    const why = { documentSha256: "0".repeat(64), reason: "more collateral" };
    const change = { addition: { parts, appraisedCny: "120000", appraisedOn: "2026-03-02" }, ...why };
    const path = `/collateral/pledges/${pledge.pledgeId}/changes`;
    const { changeId } = await registry.done({ as: bank.subject, method: "POST", path, body: change });
    const agreement = `/collateral/pledge-changes/${changeId}/agreement`;
    await registry.done({ as: firm.subject, method: "POST", path: agreement, body: {} });
    await registry.recorded(firm);
    const added = (await registry.ports.own.register({ account: firm.account, instrument: second }))?.slices[1]?.entries[0]?.registered
      .number;
    const instruments = async (asked: Record<string, string>) => (await found(asked)).items.map(({ instrument }) => instrument).sort();
    expect(await instruments({ by: "number", value: pledge.registered.number })).toEqual([second, permitName].sort());
    expect(await instruments({ by: "number", value: added ?? "" })).toEqual([second]);
    const asked = { by: "account", value: firm.account, instrument: second };
    expect(only(await found({ ...asked, at: apart })).registrations.map((each) => each.registrationNumber)).toEqual([
      before.registered.number,
    ]);
    expect(
      only(await found(asked))
        .registrations.map((each) => each.registrationNumber)
        .sort(),
    ).toEqual([before.registered.number, pledge.registered.number].sort());
    expect(await instruments({ by: "number", value: pledge.registered.number, at: apart })).toEqual([permitName]);
  });

  it("tells of freezes in force, those that wait and those that were lifted, and finds them by the court's case number", async () => {
    const firm = await registry.firm();
    const pledge = await registry.pledged(bank, firm, "6");
    registry.later();
    const sliceId = pledge.slices[0]?.sliceId ?? "";
    const [one, two] = [`（2026）鄂07执${firm.partyId}号`, `（2026）鄂01执${firm.partyId}号`];
    const first = await registry.frozen(firm, "6", one, sliceId);
    registry.later();
    await registry.frozen(firm, "6", two, sliceId);
    const both = registry.clock.now();
    const queued = only(await found({ by: "number", value: `(2026) 鄂07执${firm.partyId}号` }));
    expect(queued).toMatchObject({
      slices: [{ quantity: "6", ranks: [pledge.registered.number], freezes: [one, two] }],
      freezes: [
        { caseNumber: two, state: "waiting", quantity: "6", enteredAt: both },
        { caseNumber: one, state: "in-force", quantity: "6", court: "鄂州市中级人民法院", until: expect.stringMatching(/^2027-03-/) },
      ],
      free: { quantity: "4" },
    });
    registry.later();
    await first.lift();
    await registry.cancel(bank, pledge);
    expect(only(await found({ by: "creditCode", value: firm.party.creditCode }))).toMatchObject({
      slices: [{ quantity: "6", ranks: [], freezes: [two] }],
      freezes: [
        { caseNumber: two, state: "in-force", since: registry.clock.now() },
        { caseNumber: one, state: "lifted", quantity: "0", endedAt: registry.clock.now() },
      ],
    });
    await registry.recorded(firm);
    const then = only(await found({ by: "number", value: two, at: both }));
    expect([then.slices, then.free]).toMatchObject([[{ freezes: [one, two] }], { quantity: "4" }]);
  });

  it("says that nothing is found of an asset that carries nothing, and nothing of what is free there", async () => {
    const firm = await registry.firm();
    for (const asked of [
      { by: "account", value: firm.account, instrument: permitName },
      { by: "creditCode", value: firm.party.creditCode },
      { by: "name", value: firm.party.name },
      { by: "number", value: "EZ-0000000000-000001" },
      { by: "unit", value: "unit-1" },
    ]) {
      const answer = await found(asked);
      expect(answer).toMatchObject({ items: [], nothingFound: true });
      expect(JSON.stringify(answer)).not.toContain('"10"');
    }
  });

  it("never discloses amounts, contracts or what was paid out, not even to the bank itself", async () => {
    const firm = await registry.firm();
    const amounts = { amountCny: "71234.56", appraisedCny: "98765.43" };
    const pledge = await registry.pledged(bank, firm, "3", { ...amounts, contractNumber: "SECRET-CONTRACT-17" });
    const row = await registry.ports.own.pledge(pledge.pledgeId);
    expect(row).toMatchObject(amounts);
    for (const as of [bank.subject, other.subject]) {
      const searched = await registry.search(as, { by: "creditCode", value: firm.party.creditCode });
      const certified = await registry.certify(as, { by: "number", value: pledge.registered.number });
      expect(certified.status).toBe(201);
      for (const { text } of [searched, certified]) {
        expect(text).toContain(pledge.registered.number);
        for (const secret of ["71234", "98765", "SECRET-CONTRACT-17", "disburse", "repaid", "amountCny"])
          expect(text).not.toContain(secret);
      }
    }
  });

  it("lets an enterprise search about itself only, and tells it nothing of others", async () => {
    const [firm, stranger] = [await registry.firm(), await registry.firm()];
    const pledge = await registry.pledged(bank, firm, "1");
    const own = [
      { by: "creditCode", value: firm.party.creditCode },
      { by: "name", value: firm.party.name },
      { by: "account", value: firm.account },
      { by: "site", value: firm.site.siteId },
      { by: "number", value: pledge.registered.number },
    ];
    for (const asked of own) {
      expect(only(await found(asked, firm.subject)).registrations).toHaveLength(1);
      const refused = await registry.search(stranger.subject, asked);
      expect([refused.status, refused.body]).toMatchObject([403, { type: "/problems/search-of-another" }]);
    }
    const unknown = await registry.search(stranger.subject, { by: "number", value: "EZ-0000000000-000001" });
    const known = await registry.search(stranger.subject, { by: "number", value: pledge.registered.number });
    const told = ({ status, body }: typeof known) => [status, { ...(body as object), instance: "" }];
    expect(told(unknown)).toEqual(told(known));
  });

  it("is recorded for the firm that it was about before it is answered, with what was asked, also where nothing was found", async () => {
    const firm = await registry.firm();
    const readings = async () => (await registry.call({ as: firm.subject, method: "GET", path: "/collateral/own/readings" })).body;
    const asked = { by: "creditCode", value: firm.party.creditCode };
    await found(asked);
    await found(asked, firm.subject);
    registry.later();
    const pledge = await registry.pledged(bank, firm, "1");
    const certificate = await registry.certify(other.subject, { by: "number", value: pledge.registered.number });
    const of = { readerId: other.partyId, readerRole: "bank", basis: "public-register" };
    expect(await readings()).toMatchObject({
      items: [
        { ...of, operation: "issueCollateralCertificate", basisReference: (certificate.body as { number: string }).number },
        { ...of, operation: "searchCollateral", asked },
      ],
    });
    expect((await readings()) as { items: object[] }).toMatchObject({ items: { length: 2 } });
  });

  it("gives a firm's assets a page at a time", async () => {
    const firm = await registry.firm();
    for (const instrument of ["permit/COD/liangzi-lake/2026-01/2035-11", "permit/COD/liangzi-lake/2026-01/2035-10"]) {
      await registry.give(firm, instrument, "5");
      await registry.pledged(bank, firm, "1", { instrument });
    }
    const asked = { by: "creditCode", value: firm.party.creditCode, limit: "1" };
    const first = await found(asked);
    expect([first.items.length, first.nothingFound]).toEqual([1, false]);
    const second = await found({ ...asked, cursor: first.nextCursor ?? "" });
    expect(second.items).toHaveLength(1);
    expect(new Set([...first.items, ...second.items].map(({ version, ...each }) => JSON.stringify(each))).size).toBe(2);
  });

  it("refuses a value that can't be one, an instrument where none fits, and an instant to come", async () => {
    const refusal = async (asked: Record<string, string>) => (await registry.search(bank.subject, asked)).body;
    expect(await refusal({ by: "creditCode", value: "91350200M000000510" })).toMatchObject({ type: "/problems/search-value-invalid" });
    expect(await refusal({ by: "account", value: "house:1" })).toMatchObject({ type: "/problems/search-value-invalid" });
    expect(await refusal({ by: "name", value: "()" })).toMatchObject({ type: "/problems/search-value-invalid" });
    expect(await refusal({ by: "name", value: "x", instrument: permitName })).toMatchObject({ type: "/problems/search-instrument-unused" });
    expect(await refusal({ by: "name", value: "x", at: "2099-01-01T00:00:00.000Z" })).toMatchObject({
      type: "/problems/search-instant-to-come",
    });
  });
});
