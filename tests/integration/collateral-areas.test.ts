import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { draftBatch } from "../../functions/collateral/batches/draft-batch.ts";
import { endDays } from "../../functions/collateral/changes/end-days.ts";
import { reactionsOf } from "../../functions/collateral/changes/names/hear-names.ts";
import { endTerms } from "../../functions/collateral/pledges/end-terms.ts";
import type { CollateralOwnPorts } from "../../functions/collateral/ports.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { engineWithOwn } from "../support/engine.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { statedFacts } from "../support/stated-facts.ts";
import { CollateralWorld, type Pledgor, type Someone } from "./collateral-support.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const longer = "permit/COD/liangzi-lake/2025-01/2030-12";
const [echeng, liangzihu, huarong] = ["420704", "420702", "420703"];
const why = { documentSha256: sha, reason: "as agreed" };
const judgment = { court: "鄂州市中级人民法院", caseNumber: "（2026）鄂07民初12号", documentNumber: "J-12", ...why };
const notFound = { code: "not-found" };

type Listed = { readonly items: readonly { readonly pledgeId: string; readonly areas?: readonly string[] }[] };

/** A firm has a site in Echeng and one in Liangzihu; nothing of it lies in Huarong. */
describe("a pledge whose parts lie in two districts", () => {
  let world: CollateralWorld;
  /** The regulators of the districts, by area. */
  let regulators: Readonly<Record<string, string>>;
  beforeAll(async () => {
    world = await CollateralWorld.open(engineWithOwn("Collateral"));
    const made = [echeng, liangzihu, huarong].map(async (area) => {
      const { subject } = await givenMember(world.engine, { role: "regulator", area });
      return [area, subject] as const;
    });
    regulators = Object.fromEntries(await Promise.all(made));
  });
  const of = (area: string): string => String(regulators[area]);

  async function withTwoSites(): Promise<{ readonly here: Pledgor; readonly there: Pledgor }> {
    const here = await world.pledgor();
    const { siteId } = await givenSite(world.engine, here.partyId, { area: liangzihu });
    const there = { ...here, siteId, account: `site:${siteId}`, instrument: longer };
    await world.credit(there.account, longer, "10");
    return { here, there };
  }
  const partOn = ({ account, instrument }: Pledgor, quantity = "4") => ({ account, instrument, quantity });
  const onBoth = (here: Pledgor, there: Pledgor) => ({ parts: [partOn(here), partOn(there)] });
  /** How often a pledge is in a list, page by page. */
  async function timesListed(as: string, pledgeId: unknown, path = "/collateral/pledges?"): Promise<number> {
    let [times, cursor] = [0, ""];
    do {
      const page = (await world.read(as, `${path}&limit=3${cursor && `&cursor=${cursor}`}`)) as unknown as Listed & { nextCursor?: string };
      times += page.items.filter((each) => each.pledgeId === pledgeId).length;
      cursor = page.nextCursor ?? "";
    } while (cursor);
    return times;
  }
  const everywhere = async (pledgeId: unknown, path?: string) =>
    Promise.all([of(echeng), of(liangzihu), of(huarong), world.bureau, world.operator].map((as) => timesListed(as, pledgeId, path)));
  const statusesOf = async (path: string) => {
    const answers = [echeng, liangzihu, huarong].map((area) => world.call({ as: of(area), method: "GET", path }));
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  const areasOfFacts = async (pledgeId: unknown) => {
    const facts = await statedFacts(world.engine, ({ data }) => (data as { pledgeId?: unknown }).pledgeId === pledgeId, ["Collateral"]);
    return new Map(facts.map(({ factType, areas }) => [factType, [...areas].sort()]));
  };
  async function added(bank: Someone, firm: Pledgor, pledgeId: string): Promise<{ readonly changeId: string; agree(): Promise<unknown> }> {
    const addition = { parts: [partOn(firm)], appraisedCny: "60000", appraisedOn: "2026-03-02", acceptedSeniors: [] };
    const { changeId } = await world.done(world.step(bank, pledgeId, "changes", { addition, ...why }));
    const path = `/collateral/pledge-changes/${changeId}/agreement`;
    return { changeId: String(changeId), agree: () => world.done({ as: firm.subject, method: "POST", path }) };
  }
  async function filed(bank: Someone, firm: Someone, pledgeId: string): Promise<void> {
    const shown = {
      ...{ number: randomUUID(), at: "2026-03-02T00:30:00.000Z", until: "2028-06-30", proofSha256: sha, amountCny: "20000" },
      ...{ bankCreditCode: bank.creditCode, pledgorCreditCode: firm.creditCode, pledgorName: firm.name },
    };
    await world.done(world.step(bank, pledgeId, "filings", shown));
    await world.done(world.step(bank, pledgeId, "disbursements", { amountCny: "20000", disbursedOn: "2026-03-02", loanNumber: "L-1" }));
  }

  it("says both, is read and listed by the authorities of each, and by no other district", async () => {
    const [bank, { here, there }] = [await world.bank(), await withTwoSites()];
    const { pledgeId } = await world.registered(bank, here, "4", onBoth(here, there));
    expect(await statusesOf(`/collateral/pledges/${pledgeId}`)).toEqual([200, 200, 404]);
    const { items } = (await world.read(of(liangzihu), "/collateral/pledges")) as unknown as Listed;
    expect(items[0]).toMatchObject({ pledgeId, areas: [echeng, liangzihu] });
    for (const path of ["changes", "objections"])
      expect(await statusesOf(`/collateral/pledges/${pledgeId}/${path}`)).toEqual([200, 200, 404]);
    const outside = { as: of(huarong), method: "GET", path: `/collateral/pledges?area=${echeng}` } as const;
    expect(await world.refused(outside)).toMatchObject(notFound);
  });

  it("is listed once in the city, whose list has the newest first wherever they lie", async () => {
    const [bank, { here, there }] = [await world.bank(), await withTwoSites()];
    const ids: unknown[] = [];
    for (const parts of [[partOn(there, "1")], [partOn(here, "1"), partOn(there, "1")], [partOn(here, "1")]]) {
      world.clock.moveTo(plusSeconds(world.clock.now(), 1));
      ids.unshift((await world.done(world.draft(bank, here, "1", { parts }))).pledgeId);
    }
    expect(await everywhere(ids[1])).toEqual([1, 1, 0, 1, 1]);
    const { items } = (await world.read(world.bureau, "/collateral/pledges?limit=3")) as unknown as Listed;
    expect(items.map(({ pledgeId }) => pledgeId)).toEqual(ids);
    expect(await timesListed(world.bureau, ids[1], `/collateral/pledges?area=${liangzihu}`)).toBe(1);
    expect(await timesListed(world.bureau, ids[2], `/collateral/pledges?area=${echeng}`)).toBe(0);
  });

  it("reaches the authorities of both by every fact about it", async () => {
    const [bank, { here, there }] = [await world.bank(), await withTwoSites()];
    const { pledgeId, registered } = await world.registered(bank, here, "4", onBoth(here, there));
    const body = { registrationNumber: registered.number, reason: "ours", documentSha256: sha };
    await world.done({ as: (await world.bank()).subject, method: "POST", path: "/collateral/objections", body });
    await filed(bank, here, pledgeId);
    await world.done(world.step(bank, pledgeId, "changes", { extension: { until: "2028-06-30" }, ...why }));
    const now = world.clock.now();
    world.clock.moveTo("2026-04-05T01:00:00.000Z");
    await endDays(world.ports);
    world.clock.moveTo(now);
    const areas = await areasOfFacts(pledgeId);
    expect([...areas.keys()]).toEqual(
      expect.arrayContaining([
        ...["pledge-drafted", "pledge-confirmed", "pledge-registered", "pledge-filed", "pledge-disbursed", "pledge-objection-entered"],
        ...["pledge-objection-removed", "pledge-change-proposed", "pledge-change-lapsed"],
      ]),
    );
    for (const [factType, of] of areas) {
      expect(of, factType).toEqual(expect.arrayContaining([echeng, liangzihu]));
      expect(of, factType).not.toContain(huarong);
    }
  });

  it("is revoked, and an objection to it dismissed, by the authority of either, and not by that of another", async () => {
    const [bank, objector, { here, there }] = [await world.bank(), await world.bank(), await withTwoSites()];
    const { pledgeId, registered } = await world.registered(bank, here, "4", onBoth(here, there));
    const body = { registrationNumber: registered.number, reason: "ours", documentSha256: sha };
    const { objectionId } = await world.done({ as: objector.subject, method: "POST", path: "/collateral/objections", body });
    const pursue = (as: string, step: string, more: object) =>
      ({ as, method: "POST", path: `/collateral/objections/${objectionId}/${step}`, body: more }) as const;
    await world.done(pursue(objector.subject, "notice", { notifiedOn: "2026-03-02", noticeSha256: sha }));
    const { court, caseNumber } = judgment;
    await world.done(pursue(objector.subject, "suit", { court, caseNumber, suitProofSha256: sha }));
    expect(await statusesOf(`/collateral/objections/${objectionId}`)).toEqual([200, 200, 404]);
    expect(await world.refused(pursue(of(huarong), "dismissal", judgment))).toMatchObject(notFound);
    expect(await world.done(pursue(of(liangzihu), "dismissal", judgment))).toMatchObject({ state: "dismissed" });
    const revocation = (as: string) =>
      ({ as, method: "POST", path: `/collateral/pledges/${pledgeId}/revocation`, body: judgment }) as const;
    expect(await world.refused(revocation(of(huarong)))).toMatchObject(notFound);
    expect(await world.done(revocation(of(liangzihu)))).toMatchObject({ state: "revoked" });
    expect((await areasOfFacts(pledgeId)).get("pledge-revoked")).toEqual(expect.arrayContaining([echeng, liangzihu]));
  });

  it("is overdue in the lists of both, and once in the city's", async () => {
    const [bank, { here, there }] = [await world.bank(), await withTwoSites()];
    const { pledgeId } = await world.registered(bank, here, "4", onBoth(here, there));
    await filed(bank, here, pledgeId);
    const repayment = { amountCny: "20000", repaidOn: "2026-03-02", loanNumber: "L-1" };
    const { cancelBy } = await world.done(world.step(bank, pledgeId, "repayments", repayment));
    const now = world.clock.now();
    world.clock.moveTo(String(cancelBy));
    await endTerms(world.ports);
    const path = "/collateral/overdue-cancellations?";
    expect(await everywhere(pledgeId, path)).toEqual([1, 1, 0, 1, 1]);
    await world.done(world.step(bank, pledgeId, "cancellation", { reason: "repaid" }));
    expect(await everywhere(pledgeId, path)).toEqual([0, 0, 0, 0, 0]);
    world.clock.moveTo(now);
  });

  it("is enforced by position: only the authorities of the position's own area see the enforcement", async () => {
    const [bank, { here, there }] = [await world.bank(), await withTwoSites()];
    const { pledgeId } = await world.registered(bank, here, "4", onBoth(here, there));
    await filed(bank, here, pledgeId);
    const { account, instrument } = there;
    const document = { documentNumber: "XY-2026-7", documentSha256: sha };
    const elsewhere = { account: (await world.pledgor()).account, instrument, ground: "agreement", document };
    expect(await world.refused(world.step(bank, pledgeId, "enforcements", elsewhere))).toMatchObject({ code: "slice-unknown" });
    const { enforcementId } = await world.done(
      world.step(bank, pledgeId, "enforcements", { account, instrument, ground: "agreement", document }),
    );
    expect(await statusesOf(`/collateral/enforcements/${enforcementId}`)).toEqual([404, 200, 404]);
    expect(await world.ports.own.register(there)).toMatchObject({ area: liangzihu });
    expect(await world.ports.own.enforcement(String(enforcementId))).toMatchObject({ area: liangzihu });
  });

  describe("because a change added one of them", () => {
    it("gets into the list of that one when the change is agreed, and what was before is read there too", async () => {
      const [bank, objector, { here, there }] = [await world.bank(), await world.bank(), await withTwoSites()];
      const { pledgeId, registered } = await world.registered(bank, here, "4");
      const body = { registrationNumber: registered.number, reason: "ours", documentSha256: sha };
      const { objectionId } = await world.done({ as: objector.subject, method: "POST", path: "/collateral/objections", body });
      const { changeId, agree } = await added(bank, there, pledgeId);
      const paths = [`/collateral/pledges/${pledgeId}`, `/collateral/pledge-changes/${changeId}`, `/collateral/objections/${objectionId}`];
      for (const path of paths) expect(await statusesOf(path), path).toEqual([200, 404, 404]);
      expect(await everywhere(pledgeId)).toEqual([1, 0, 0, 1, 1]);
      await agree();
      for (const path of paths) expect(await statusesOf(path), path).toEqual([200, 200, 404]);
      expect(await everywhere(pledgeId)).toEqual([1, 1, 0, 1, 1]);
      expect(await world.ports.own.register(there)).toMatchObject({ area: liangzihu });
      const areas = await areasOfFacts(pledgeId);
      expect(areas.get("pledge-changed")).toEqual(expect.arrayContaining([echeng, liangzihu]));
      expect(areas.get("pledge-registered")).not.toContain(liangzihu);
      await (await added(bank, { ...there, instrument: longer }, pledgeId)).agree();
      expect((await world.read(bank.subject, `/collateral/pledges/${pledgeId}`)).areas).toEqual([echeng, liangzihu]);
      // It is of both also once nothing in the first is pledged any more.
      const { slices } = (await world.read(bank.subject, `/collateral/pledges/${pledgeId}`)) as unknown as {
        slices: { account: string; instrument: string; sliceId: string; quantity: string }[];
      };
      const parts = slices
        .filter(({ account }) => account === here.account)
        .map(({ account, instrument, sliceId, quantity }) => ({ account, instrument, sliceId, quantity }));
      await world.done(world.step(bank, pledgeId, "releases", { parts, reason: "repaid in part" }));
      expect(await statusesOf(`/collateral/pledges/${pledgeId}`)).toEqual([200, 200, 404]);
    });

    /** The consumer hears of a new name of a firm. */
    async function renamed(firm: Someone, ports: CollateralOwnPorts = world.ports): Promise<void> {
      const hear = reactionsOf(ports)["party-renamed"];
      const from = "2026-03-02T02:00:00.000Z";
      const data = { partyId: firm.partyId, formerName: firm.name, name: "新名", creditCode: firm.creditCode, from };
      const document = { documentNumber: "N", documentDate: "2026-03-02" };
      const fact = { factId: "f", factType: "party-renamed", schemaVersion: 1, occurredAt: from, actor: "x", parties: [], areas: [] };
      await hear({ ...fact, data: { ...data, ...document } } as unknown as Parameters<typeof hear>[0]);
    }

    it("has a duty to file a new name in the lists of both also where it began from what the index showed before", async () => {
      const [bank, { here, there }] = [await world.bank(), await withTwoSites()];
      const { pledgeId } = await world.registered(bank, here, "4");
      const before = await world.ports.own.pledgesOfPledgor(here.partyId, {});
      await (await added(bank, there, pledgeId)).agree();
      await renamed(here, { ...world.ports, own: { ...world.ports.own, pledgesOfPledgor: async () => before } });
      expect(await world.ports.own.nameFiling(pledgeId)).toMatchObject({ areas: [echeng, liangzihu] });
    });

    it("has an overdue one in the lists of both also where it began while the change was agreed", async () => {
      const [bank, { here, there }] = [await world.bank(), await withTwoSites()];
      const { pledgeId } = await world.registered(bank, here, "4");
      await (await added(bank, there, pledgeId)).agree();
      const { own } = world.ports;
      // The consumer read the pledge before the agreement, which in turn did not see the duty.
      const first = { ...required(await own.pledge(pledgeId), "pledge"), areas: [echeng] };
      await renamed(here, { ...world.ports, own: { ...own, pledge: async () => first } });
      const { fileBy } = required(await own.nameFiling(pledgeId), "duty");
      const now = world.clock.now();
      world.clock.moveTo(fileBy);
      await endDays(world.ports);
      expect(await everywhere(pledgeId, "/collateral/overdue-name-filings?")).toEqual([1, 1, 0, 1, 1]);
      world.clock.moveTo(now);
    });

    it("has its open duty to file a new name in the lists of both, and once in the city's", async () => {
      const [bank, { here, there }] = [await world.bank(), await withTwoSites()];
      const { pledgeId } = await world.registered(bank, here, "4");
      await renamed(here);
      const { agree } = await added(bank, there, pledgeId);
      await agree();
      const now = world.clock.now();
      const { fileBy } = required(await world.ports.own.nameFiling(pledgeId), "duty");
      world.clock.moveTo(fileBy);
      const path = "/collateral/overdue-name-filings?";
      expect(await everywhere(pledgeId, path)).toEqual([1, 1, 0, 1, 1]);
      await endDays(world.ports);
      expect(await everywhere(pledgeId, path)).toEqual([1, 1, 0, 1, 1]);
      const areas = await areasOfFacts(pledgeId);
      expect(areas.get("pledge-name-filing-due")).toEqual([echeng]);
      expect(areas.get("pledge-name-filing-overdue")).toEqual([liangzihu, echeng]);
      await world.done(world.step(bank, pledgeId, "cancellation", { reason: "not drawn" }));
      const ended = reactionsOf(world.ports)["pledge-cancelled"];
      await ended({ data: { pledgeId }, occurredAt: fileBy } as unknown as Parameters<typeof ended>[0]);
      expect(await everywhere(pledgeId, path)).toEqual([0, 0, 0, 0, 0]);
      world.clock.moveTo(now);
    });
  });

  it("is drafted by a batch into the lists of the area of each row, and of no other", async () => {
    const [bank, { here, there }] = [await world.bank(), await withTwoSites()];
    const rows = [here, there].map((firm, place) => ({
      ...{ pledgorCreditCode: firm.creditCode, account: firm.account, instrument: firm.instrument, quantity: "1", amountKind: "principal" },
      ...{ amountCny: "100", contractNumber: `B-${place}`, contractDate: "2026-03-01", contractSha256: sha, consentSha256: sha },
      ...{ from: "2026-03-01", until: "2027-02-28", appraisedCny: "1000", appraisedOn: "2026-03-01" },
    }));
    const { batchId } = await world.done({ as: bank.subject, method: "POST", path: "/collateral/batches", body: { rows } });
    await draftBatch(world.ports, String(batchId));
    expect(await everywhere(`${batchId}.1`)).toEqual([1, 0, 0, 1, 1]);
    expect(await everywhere(`${batchId}.2`)).toEqual([0, 1, 0, 1, 1]);
    expect(await statusesOf(`/collateral/pledges/${batchId}.2`)).toEqual([404, 200, 404]);
    expect((await areasOfFacts(`${batchId}.2`)).get("pledge-drafted")).not.toContain(echeng);
  });
});
