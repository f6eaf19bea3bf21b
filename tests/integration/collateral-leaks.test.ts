import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { CollateralWorld, joining, type Pledgor, type Registered, type Someone } from "../support/collateral-world.ts";
import { engineWithOwn } from "../support/engine.ts";
import { givenMember } from "../support/members.ts";
import { statedAbout } from "../support/stated-facts.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
/** Amounts and a contract that only the first bank and the firm may learn, wherever they are looked for. */
const secret = { amountCny: "13579.31", contractNumber: "SECRET-CONTRACT", appraisedCny: "24680.42" };
const lent = "12121.21";
const secrets = ["13579", "24680", "SECRET-CONTRACT", "12121"];

describe("what one bank has on the same tonnes as another", () => {
  let world: CollateralWorld;
  let firm: Pledgor;
  let a: Someone;
  let b: Someone;
  let first: Registered;
  let second: Registered;
  let freezeId: string;
  let consentId: string;
  let objectionId: string;
  let changeId: string;
  let enforcementId: string;
  beforeAll(async () => {
    world = await CollateralWorld.open(engineWithOwn("Collateral"));
    [firm, a, b] = [await world.pledgor(), await world.bank(), await world.bank()];
    first = await world.registered(a, firm, "6", secret);
    second = await world.registered(b, firm, "6", { ...joining(firm, first, "6"), amountCny: "1000", appraisedCny: "30000" });
    await world.filed(a, firm, first, secret.amountCny);
    await world.done(world.disbursement(a, first, lent));
    const objection = { registrationNumber: first.registered.number, reason: "ours", documentSha256: sha };
    objectionId = await idOf({ as: b.subject, method: "POST", path: "/collateral/objections", body: objection }, "objectionId");
    const subordination = { subordination: { aheadNumber: second.registered.number }, documentSha256: sha, reason: "agreed" };
    changeId = await idOf(world.step(a, first.pledgeId, "changes", subordination), "changeId");
    await world.done({ as: b.subject, method: "POST", path: `/collateral/pledge-changes/${changeId}/agreement` });
    const ground = { ground: "agreement", document: { documentNumber: "X-1", documentSha256: sha } };
    const { account, instrument } = firm;
    enforcementId = await idOf(
      world.step(a, first.pledgeId, "enforcements", { account, instrument, ...ground, quantity: "1" }),
      "enforcementId",
    );
    await world.done({
      ...{ as: a.subject, method: "POST", path: `/collateral/enforcements/${enforcementId}/withdrawal`, body: { reason: "paid" } },
    });
    freezeId = (await world.frozen(firm, "1", { sliceId: first.slices[0]?.sliceId })).freezeId;
    const terms = { kinds: ["balances", "pledgeability"], classes: ["permit"], from: "2026-03-01", until: "2027-02-28", purpose: "a loan" };
    const consent = { as: firm.subject, method: "POST", path: "/collateral/consents", body: { bankCode: b.creditCode, ...terms } };
    consentId = await idOf(consent as Parameters<CollateralWorld["done"]>[0], "consentId");
  });

  async function idOf(request: Parameters<CollateralWorld["done"]>[0], member: string): Promise<string> {
    return String((await world.done(request))[member]);
  }
  function pathsOf(): string[] {
    const { account, instrument } = firm;
    const position = new URLSearchParams({ account, instrument });
    const check = new URLSearchParams({
      ...{ account, instrument, quantity: "1", amountCny: "10", appraisedCny: "100", from: "2026-03-02", until: "2027-03-01" },
      ...{ sliceId: String(first.slices[0]?.sliceId), consentId },
    });
    const pledge = `/collateral/pledges/${first.pledgeId}`;
    return [
      ...[pledge, `${pledge}/changes`, `${pledge}/objections`, `${pledge}/coverage`, `${pledge}/coverage/history`, `${pledge}/statements`],
      ...["/collateral/pledges", "/collateral/pledge-changes", "/collateral/objections", "/collateral/enforcements", "/collateral/freezes"],
      ...["/collateral/coverage", "/collateral/coverage/totals", "/collateral/coverage/stress?fallPercent=100"],
      ...["/collateral/coverage/stress.csv?fallPercent=10", "/collateral/overdue-cancellations", "/collateral/overdue-name-filings"],
      ...[`/collateral/pledge-changes/${changeId}`, `/collateral/objections/${objectionId}`, `/collateral/enforcements/${enforcementId}`],
      ...[`/collateral/freezes/${freezeId}`, `/collateral/freeze-queues/${first.slices[0]?.sliceId}?${position}`],
      ...[`/collateral/pledge-checks?${check}`, `/collateral/registers/${account}?${new URLSearchParams({ instrument })}`],
      ...[`/collateral/search?${new URLSearchParams({ by: "creditCode", value: firm.creditCode })}`],
      ...[`/collateral/search?${new URLSearchParams({ by: "number", value: first.registered.number })}`],
      ...[
        "/collateral/consents",
        "/collateral/consent-requests",
        "/collateral/own/positions",
        "/collateral/own/readings",
        "/collateral/accidents",
      ],
    ];
  }

  it("is in no answer to the other, to a stranger or to an authority of elsewhere", async () => {
    const roles = ["bank", "enterprise", "verifier", "regulator", "district"] as const;
    const strangers = await Promise.all(roles.map((role) => givenMember(world.engine, { role, area: "420702" })));
    const found: string[] = [];
    let answered = 0;
    for (const as of [b.subject, ...strangers.map(({ subject }) => subject)])
      for (const path of pathsOf()) {
        const answer = await world.call({ as, method: "GET", path });
        if (answer.status === 200) answered += 1;
        expect(answer.status, `${path} ${answer.text}`).toBeLessThan(500);
        // Ids are random, and may have the digits of an amount in them.
        const text = answer.text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "id");
        found.push(...secrets.filter((each) => text.includes(each)).map((each) => `${each} in ${path}: ${text}`));
      }
    expect(found).toEqual([]);
    expect(answered).toBeGreaterThan(30);
  });

  it("is in no certificate and in no fact that the other is told", async () => {
    const body = { by: "creditCode", value: firm.creditCode };
    const certificate = await world.call({ as: b.subject, method: "POST", path: "/collateral/certificates", body });
    expect(certificate.status).toBe(201);
    const told = await statedAbout(world.engine, b.partyId, ["Collateral"]);
    expect(told.length).toBeGreaterThan(5);
    const texts = [certificate.text, ...told.map((fact) => JSON.stringify(fact))];
    expect(secrets.flatMap((each) => texts.filter((text) => text.includes(each)))).toEqual([]);
  });

  it("is changed by nobody else, who does not even learn that it is there", async () => {
    const roles = ["bank", "enterprise", "verifier"] as const;
    const others = [
      b.subject,
      ...(await Promise.all(roles.map((role) => givenMember(world.engine, { role })))).map(({ subject }) => subject),
    ];
    const steps: readonly (readonly [string, object])[] = [
      ["cancellation", { reason: "mine" }],
      ["refusal", { reason: "mine" }],
      ["confirmation", {}],
      ["registration", {}],
      ["releases", { parts: [{ account: firm.account, instrument: firm.instrument, sliceId: "x", quantity: "1" }], reason: "mine" }],
      ["repayments", { amountCny: "1", repaidOn: "2026-03-02", loanNumber: "L" }],
      ["disbursements", { amountCny: "1", disbursedOn: "2026-03-02", loanNumber: "L" }],
      ["changes", { extension: { until: "2028-06-30" }, documentSha256: sha, reason: "mine" }],
    ];
    for (const as of others)
      for (const [step, body] of steps) {
        const answer = await world.call({ as, method: "POST", path: `/collateral/pledges/${first.pledgeId}/${step}`, body });
        const unknown = await world.call({ as, method: "POST", path: `/collateral/pledges/${randomUUID()}/${step}`, body });
        expect([403, 404], `${step} ${answer.text}`).toContain(answer.status);
        expect(answer.status).toBe(unknown.status);
      }
  });

  it("answers a cursor that nobody gave with a refusal or an empty page", async () => {
    const cursors = ["x", "~", "permit/site:x~", "eyJwayI6eyJTIjoieCJ9fQ", Buffer.from('{"pk":"a"}').toString("base64url")];
    const withPages = pathsOf().filter((path) => /pledges$|positions|readings|search\?|statements|history|coverage$|changes$/.test(path));
    for (const as of [a.subject, firm.subject])
      for (const path of withPages)
        for (const cursor of cursors) {
          const answer = await world.call({
            as,
            method: "GET",
            path: `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`,
          });
          expect(answer.status, `${path} ${cursor} ${answer.text}`).toBeLessThan(500);
        }
  });
});
