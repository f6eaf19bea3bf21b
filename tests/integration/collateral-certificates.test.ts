import { beforeAll, describe, expect, it } from "vitest";
import { contentSha256, partsOf, sealed } from "../../functions/collateral/search/certificate.ts";
import { searchFacts } from "../../functions/collateral/search/contract.ts";
import { commit } from "../../shared/store/transaction.ts";
import { CollateralWorld, joining, type Someone } from "../support/collateral-world.ts";
import { ecovalue } from "../support/ecovalue.ts";
import { storedFacts } from "../support/stored-facts.ts";

type Json = Record<string, unknown>;
type Certificate = Json & { number: string; contentSha256: string; parts: Record<string, string>; assets: Json[] };

let world: CollateralWorld;
let bank: Someone;
let other: Someone;
beforeAll(async () => {
  world = await CollateralWorld.open();
  [bank, other] = [await world.bank("Green Bank"), await world.bank("River Bank")];
});

async function certified(asked: Record<string, string>, as = bank): Promise<Certificate> {
  const answer = await world.certify(as, asked);
  if (answer.status !== 201) throw new Error(answer.text);
  expect(answer.headers.location).toBe(`/collateral/certificates/${(answer.body as Certificate).number}`);
  return answer.body as Certificate;
}
const told = async ({ number, contentSha256: hash }: Pick<Certificate, "number" | "contentSha256">) => {
  const { status, body } = await world.check(number, hash);
  expect(status).toBe(200);
  return body;
};
const offline = async (document: unknown) => {
  const { out, errors, code } = await ecovalue(["verify"], JSON.stringify(document));
  return { errors, code, verdict: (out ? JSON.parse(out) : {}) as { verified?: boolean; differences?: { pointer: string }[] } };
};

/** Every value in a certificate, with its path. */
function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]));
}
function altered(document: unknown, [first = "", ...rest]: readonly string[]): unknown {
  const value = (document as Record<string, unknown>)[first];
  const copy = (Array.isArray(document) ? [...document] : { ...(document as object) }) as Record<string, unknown>;
  copy[first] = rest.length > 0 ? altered(value, rest) : anotherOf(value);
  return copy;
}
/** Another value of the same form. */
function anotherOf(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  const text = String(value);
  const digit = text.search(/\d(?!.*\d)/);
  return digit < 0 ? `${text}a` : `${text.slice(0, digit)}${(Number(text[digit]) + 1) % 10}${text.slice(digit + 1)}`;
}

describe("a certificate of the register", () => {
  it("states what was found, for whom, as of when, and is read again by whoever it was issued to", async () => {
    const firm = await world.pledgor();
    const pledge = await world.registered(bank, firm, "6");
    const asked = { by: "creditCode", value: firm.creditCode };
    const certificate = await certified(asked, other);
    expect(certificate).toMatchObject({
      ...{ issuedAt: world.clock.now(), askedAt: world.clock.now(), asOf: world.clock.now(), asked },
      issuedTo: { creditCode: other.creditCode, legalName: "River Bank" },
      assets: [{ registrations: [{ registrationNumber: pledge.registered.number }], free: { quantity: "4" } }],
    });
    const path = `/collateral/certificates/${certificate.number}`;
    expect((await world.call({ as: other.subject, method: "GET", path })).body).toEqual(certificate);
    expect((await world.call({ as: bank.subject, method: "GET", path })).status).toBe(404);
    const listed = await world.call({ as: other.subject, method: "GET", path: "/collateral/certificates" });
    expect(listed.body).toMatchObject({ items: [{ number: certificate.number, asked, assets: 1 }] });
    const facts = await storedFacts(
      world.engine,
      searchFacts.certificateIssued,
      ({ data }) => data.number === certificate.number,
      "Collateral",
    );
    expect(facts).toMatchObject([{ parties: [other.partyId], data: { contentSha256: certificate.contentSha256, assets: 1 } }]);
  });

  it("is issued once for an idempotency key", async () => {
    const firm = await world.pledgor();
    const body = { by: "creditCode", value: firm.creditCode };
    const request = { as: bank.subject, method: "POST", path: "/collateral/certificates", body, key: `key-${firm.partyId}` } as const;
    const [one, again] = [await world.call(request), await world.call(request)];
    expect(again.text).toBe(one.text);
  });

  it("is verified offline; whatever is altered in it is named, and is not genuine online", async () => {
    const firm = await world.pledgor();
    const first = await world.registered(bank, firm, "6");
    await world.registered(other, firm, "6", joining(firm, first, "6"));
    const certificate = await certified({ by: "account", value: firm.account, instrument: firm.instrument });
    expect(await offline(certificate)).toMatchObject({ code: 0, verdict: { verified: true, differences: [] } });
    for (const path of leaves(certificate)) {
      const changed = altered(certificate, path) as Certificate;
      const { code, errors, verdict } = await offline(changed);
      if (code === 2) {
        // It can't be a certificate at all any more, and the place is named.
        expect(errors).toContain(`/${path.map((step) => step.replaceAll("/", "~1")).join("/")}`);
        continue;
      }
      expect([path, code, verdict.verified]).toEqual([path, 3, false]);
      const [top, second] = path;
      const named = top === "assets" ? `/assets/${second}` : top === "parts" ? `/parts/${second?.replaceAll("/", "~1")}` : `/${top}`;
      expect(verdict.differences?.[0]?.pointer).toBe(named);
      const hash = contentSha256(changed);
      expect(await told({ number: certificate.number, contentSha256: hash })).toEqual(
        top === "contentSha256" ? { genuine: true, current: true } : { genuine: false, current: false },
      );
    }
  });

  it("that was altered as a whole, with all its hashes, holds in itself and is not genuine online", async () => {
    const firm = await world.pledgor();
    await world.registered(bank, firm, "6");
    const certificate = await certified({ by: "account", value: firm.account });
    const { parts: _parts, contentSha256: _hash, ...content } = certificate;
    const forged = sealed({ ...content, assets: [] } as unknown as Parameters<typeof sealed>[0]);
    expect(partsOf(forged)).toBeDefined();
    expect((await offline(forged)).code).toBe(0);
    expect(await told(forged)).toEqual({ genuine: false, current: false });
  });

  it("is current until something changes on what it is about, whatever happens elsewhere", async () => {
    const [firm, stranger] = [await world.pledgor(), await world.pledgor()];
    const pledge = await world.registered(bank, firm, "6");
    const certificate = await certified({ by: "creditCode", value: firm.creditCode }, other);
    world.later();
    await world.registered(bank, stranger, "1");
    expect(await told(certificate)).toEqual({ genuine: true, current: true });
    await world.cancelled(bank, pledge);
    expect(await told(certificate)).toEqual({ genuine: true, current: false });
  });

  it("as of an earlier instant is current as long as nothing registered has changed since, whatever else moved", async () => {
    const [firm, buyer] = [await world.pledgor(), await world.pledgor()];
    const pledge = await world.registered(bank, firm, "6");
    const at = world.later();
    world.later();
    await world.recorded(firm);
    const ofNow = await certified({ by: "number", value: pledge.registered.number });
    const before = await certified({ by: "number", value: pledge.registered.number, at });
    expect(before).toMatchObject({ asOf: at, assets: [{ free: { quantity: "4", asOf: at } }] });
    expect(await told(before)).toEqual({ genuine: true, current: true });
    await world.credit(buyer.account, firm.instrument, "1", firm.account);
    expect([await told(before), await told(ofNow)]).toEqual([
      { genuine: true, current: true },
      { genuine: true, current: false },
    ]);
    await world.cancelled(bank, pledge);
    await world.recorded(firm);
    const after = await certified({ by: "number", value: pledge.registered.number, at });
    expect(after.assets).toMatchObject([{ registrations: [{ state: "live" }], free: { quantity: "4", asOf: at } }]);
    expect([await told(before), await told(after)]).toEqual([
      { genuine: true, current: false },
      { genuine: true, current: false },
    ]);
  });

  it("states that nothing was found, and is current until something is", async () => {
    const firm = await world.pledgor();
    const certificates = [];
    for (const asked of [
      { by: "creditCode", value: firm.creditCode },
      { by: "name", value: firm.name },
      { by: "account", value: firm.account, instrument: firm.instrument },
      { by: "licence", value: firm.licenceNumber },
    ])
      certificates.push(await certified(asked));
    for (const certificate of certificates) {
      expect(certificate).toMatchObject({ assets: [], statement: { en: expect.stringContaining("no pledge or freeze") } });
      expect((await offline(certificate)).code).toBe(0);
      expect(await told(certificate)).toEqual({ genuine: true, current: true });
    }
    world.later();
    await world.registered(bank, firm, "1");
    for (const certificate of certificates) expect(await told(certificate)).toEqual({ genuine: true, current: false });
  });

  it("leads from its number to what it was about, also through a certificate about a certificate", async () => {
    const firm = await world.pledgor();
    const pledge = await world.registered(bank, firm, "2");
    const first = await certified({ by: "creditCode", value: firm.creditCode });
    const second = await certified({ by: "number", value: first.number }, other);
    const third = await certified({ by: "number", value: second.number });
    for (const { assets } of [second, third])
      expect(assets).toMatchObject([{ registrations: [{ registrationNumber: pledge.registered.number }] }]);
    world.later();
    await world.cancelled(bank, pledge);
    expect(await told(third)).toEqual({ genuine: true, current: false });
  });

  it("tells the public nothing of numbers: an unknown one, another hash and another's certificate are answered alike", async () => {
    const firm = await world.pledgor();
    await world.registered(bank, firm, "1");
    const certificate = await certified({ by: "creditCode", value: firm.creditCode });
    const wrong = "0".repeat(64);
    const answers = [
      await world.check(certificate.number, wrong),
      await world.check("EZC-20260302-00000000000000000000000000000000", wrong),
      await world.check("EZC-20260302-00000000000000000000000000000000", certificate.contentSha256),
      await world.check("anything", wrong),
    ];
    for (const { status, text, headers } of answers) {
      expect([status, text]).toEqual([200, '{"genuine":false,"current":false}']);
      expect(headers).toEqual(answers[0]?.headers);
    }
    const genuine = await world.check(certificate.number, certificate.contentSha256);
    expect(Object.keys(genuine.body as object)).toEqual(["genuine", "current"]);
  });

  it("is refused where it would state more assets than one certificate does", async () => {
    const firm = await world.pledgor();
    const { own } = world.ports;
    const name = (place: number) => ({ account: firm.account, instrument: `permit/COD/liangzi-lake/2026-01/${2036 + place}-12` });
    for (let place = 0; place < 101; place += 1) {
      const owner = { creditCode: firm.creditCode, legalName: firm.name };
      const rows = own.foundRows({
        ...{ kind: "pledge", entryId: `none-${place}`, at: world.clock.now(), owner, others: [], numbers: [] },
        positions: [name(place)],
      });
      await commit(world.engine.dynamo, rows);
    }
    const answer = await world.certify(bank, { by: "creditCode", value: firm.creditCode });
    expect([answer.status, answer.body]).toMatchObject([409, { type: "/problems/search-too-broad", positions: 100 }]);
  });
});
