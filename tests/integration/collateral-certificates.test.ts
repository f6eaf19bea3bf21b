import { beforeAll, describe, expect, it } from "vitest";
import { contentSha256, partsOf, sealed } from "../../functions/collateral/search/certificate.ts";
import { searchFacts } from "../../functions/collateral/search/contract.ts";
import { ecovalue } from "../support/ecovalue.ts";
import { openPledgeRegistry, type PledgeRegistry, permitName } from "../support/pledge-registry.ts";
import { storedFacts } from "../support/stored-facts.ts";

type Json = Record<string, unknown>;
type Certificate = Json & { number: string; contentSha256: string; parts: Record<string, string>; assets: Json[] };

let registry: PledgeRegistry;
let bank: Awaited<ReturnType<PledgeRegistry["bank"]>>;
let other: typeof bank;
beforeAll(async () => {
  registry = await openPledgeRegistry();
  [bank, other] = [await registry.bank("Green Bank"), await registry.bank("River Bank")];
});

async function certified(asked: Record<string, string>, as = bank.subject): Promise<Certificate> {
  const answer = await registry.certify(as, asked);
  if (answer.status !== 201) throw new Error(answer.text);
  expect(answer.headers.location).toBe(`/collateral/certificates/${(answer.body as Certificate).number}`);
  return answer.body as Certificate;
}
const told = async ({ number, contentSha256: hash }: Pick<Certificate, "number" | "contentSha256">) => {
  const { status, body } = await registry.check(number, hash);
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
    const firm = await registry.firm();
    const pledge = await registry.pledged(bank, firm, "6");
    const asked = { by: "creditCode", value: firm.party.creditCode };
    const certificate = await certified(asked, other.subject);
    expect(certificate).toMatchObject({
      ...{ issuedAt: registry.clock.now(), askedAt: registry.clock.now(), asOf: registry.clock.now(), asked },
      issuedTo: { creditCode: other.party.creditCode, legalName: "River Bank" },
      assets: [{ registrations: [{ registrationNumber: pledge.registered.number }], free: { quantity: "4" } }],
    });
    const path = `/collateral/certificates/${certificate.number}`;
    expect((await registry.call({ as: other.subject, method: "GET", path })).body).toEqual(certificate);
    expect((await registry.call({ as: bank.subject, method: "GET", path })).status).toBe(404);
    const listed = await registry.call({ as: other.subject, method: "GET", path: "/collateral/certificates" });
    expect(listed.body).toMatchObject({ items: [{ number: certificate.number, asked, assets: 1 }] });
    const facts = await storedFacts(
      registry.engine,
      searchFacts.certificateIssued,
      ({ data }) => data.number === certificate.number,
      "Collateral",
    );
    expect(facts).toMatchObject([{ parties: [other.partyId], data: { contentSha256: certificate.contentSha256, assets: 1 } }]);
  });

  it("is issued once for an idempotency key", async () => {
    const firm = await registry.firm();
    const body = { by: "creditCode", value: firm.party.creditCode };
    const request = { as: bank.subject, method: "POST", path: "/collateral/certificates", body, key: `key-${firm.partyId}` } as const;
    const [one, again] = [await registry.call(request), await registry.call(request)];
    expect(again.text).toBe(one.text);
  });

  it("is verified offline; whatever is altered in it is named, and is not genuine online", async () => {
    const firm = await registry.firm();
    const first = await registry.pledged(bank, firm, "6");
    const acceptedSeniors = [first.registered.number];
    await registry.pledged(other, firm, "6", { sliceId: first.slices[0]?.sliceId ?? "", acceptedSeniors });
    const certificate = await certified({ by: "account", value: firm.account, instrument: permitName });
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
    const firm = await registry.firm();
    await registry.pledged(bank, firm, "6");
    const certificate = await certified({ by: "account", value: firm.account });
    const { parts: _parts, contentSha256: _hash, ...content } = certificate;
    const forged = sealed({ ...content, assets: [] } as unknown as Parameters<typeof sealed>[0]);
    expect(partsOf(forged)).toBeDefined();
    expect((await offline(forged)).code).toBe(0);
    expect(await told(forged)).toEqual({ genuine: false, current: false });
  });

  it("is current until something changes on what it is about, whatever happens elsewhere", async () => {
    const [firm, stranger] = [await registry.firm(), await registry.firm()];
    const pledge = await registry.pledged(bank, firm, "6");
    const certificate = await certified({ by: "creditCode", value: firm.party.creditCode }, other.subject);
    registry.later();
    await registry.pledged(bank, stranger, "1");
    expect(await told(certificate)).toEqual({ genuine: true, current: true });
    await registry.cancel(bank, pledge);
    expect(await told(certificate)).toEqual({ genuine: true, current: false });
  });

  it("as of an earlier instant is current as long as nothing registered has changed since, whatever else moved", async () => {
    const [firm, buyer] = [await registry.firm(), await registry.firm()];
    const pledge = await registry.pledged(bank, firm, "6");
    const at = registry.later();
    registry.later();
    await registry.recorded(firm);
    const ofNow = await certified({ by: "number", value: pledge.registered.number });
    const before = await certified({ by: "number", value: pledge.registered.number, at });
    expect(before).toMatchObject({ asOf: at, assets: [{ free: { quantity: "4", asOf: at } }] });
    expect(await told(before)).toEqual({ genuine: true, current: true });
    await registry.give(buyer, permitName, "1", firm.account);
    expect([await told(before), await told(ofNow)]).toEqual([
      { genuine: true, current: true },
      { genuine: true, current: false },
    ]);
    await registry.cancel(bank, pledge);
    await registry.recorded(firm);
    const after = await certified({ by: "number", value: pledge.registered.number, at });
    expect(after.assets).toMatchObject([{ registrations: [{ state: "live" }], free: { quantity: "4", asOf: at } }]);
    expect([await told(before), await told(after)]).toEqual([
      { genuine: true, current: false },
      { genuine: true, current: false },
    ]);
  });

  it("states that nothing was found, and is current until something is", async () => {
    const firm = await registry.firm();
    const certificates = [];
    for (const asked of [
      { by: "creditCode", value: firm.party.creditCode },
      { by: "name", value: firm.party.name },
      { by: "account", value: firm.account, instrument: permitName },
      { by: "licence", value: firm.site.licenceNumber },
    ])
      certificates.push(await certified(asked));
    for (const certificate of certificates) {
      expect(certificate).toMatchObject({ assets: [], statement: { en: expect.stringContaining("no pledge or freeze") } });
      expect((await offline(certificate)).code).toBe(0);
      expect(await told(certificate)).toEqual({ genuine: true, current: true });
    }
    registry.later();
    await registry.pledged(bank, firm, "1");
    for (const certificate of certificates) expect(await told(certificate)).toEqual({ genuine: true, current: false });
  });

  it("leads from its number to what it was about, also through a certificate about a certificate", async () => {
    const firm = await registry.firm();
    const pledge = await registry.pledged(bank, firm, "2");
    const first = await certified({ by: "creditCode", value: firm.party.creditCode });
    const second = await certified({ by: "number", value: first.number }, other.subject);
    const third = await certified({ by: "number", value: second.number });
    for (const { assets } of [second, third])
      expect(assets).toMatchObject([{ registrations: [{ registrationNumber: pledge.registered.number }] }]);
    registry.later();
    await registry.cancel(bank, pledge);
    expect(await told(third)).toEqual({ genuine: true, current: false });
  });

  it("tells the public nothing of numbers: an unknown one, another hash and another's certificate are answered alike", async () => {
    const firm = await registry.firm();
    await registry.pledged(bank, firm, "1");
    const certificate = await certified({ by: "creditCode", value: firm.party.creditCode });
    const wrong = "0".repeat(64);
    const answers = [
      await registry.check(certificate.number, wrong),
      await registry.check("EZC-20260302-00000000000000000000000000000000", wrong),
      await registry.check("EZC-20260302-00000000000000000000000000000000", certificate.contentSha256),
      await registry.check("anything", wrong),
    ];
    for (const { status, text, headers } of answers) {
      expect([status, text]).toEqual([200, '{"genuine":false,"current":false}']);
      expect(headers).toEqual(answers[0]?.headers);
    }
    const genuine = await registry.check(certificate.number, certificate.contentSha256);
    expect(Object.keys(genuine.body as object)).toEqual(["genuine", "current"]);
  });

  it("is refused where it would state more assets than one certificate does", async () => {
    const firm = await registry.firm();
    const { own } = registry.ports;
    const name = (place: number) => ({ account: firm.account, instrument: `permit/COD/liangzi-lake/2026-01/${2036 + place}-12` });
    for (let place = 0; place < 101; place += 1) {
      const owner = { creditCode: firm.party.creditCode, legalName: firm.party.name };
      const rows = own.foundRows({
        ...{ kind: "pledge", entryId: `none-${place}`, at: registry.clock.now(), owner, others: [], numbers: [] },
        positions: [name(place)],
      });
      await registry.write(rows);
    }
    const answer = await registry.certify(bank.subject, { by: "creditCode", value: firm.party.creditCode });
    expect([answer.status, answer.body]).toMatchObject([409, { type: "/problems/search-too-broad", positions: 100 }]);
  });
});
