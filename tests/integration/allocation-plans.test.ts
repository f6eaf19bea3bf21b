import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { allocationAccount, planAccount } from "../../shared/ledger/account.ts";
import { conservationFaults } from "../support/conservation.ts";
import { givenMember } from "../support/members.ts";
import { draftBody, openPlanBureau, type PlanBureau, type PlannedUnit } from "../support/plan-bureau.ts";
import { colleagueOf } from "../support/second-person.ts";
import { statedFacts } from "../support/stated-facts.ts";

const years = ["2030", "2031", "2032", "2033", "2034"];
const term = "liangzi-lake/2030-01/2034-12";

let bureau: PlanBureau;
let mill: PlannedUnit;
let works: PlannedUnit;
beforeAll(async () => {
  bureau = await openPlanBureau();
  await bureau.givenRoom("1000", years);
});
// Each test has units of its own: an amount is allocated once.
beforeEach(async () => {
  [mill, works] = [await bureau.unit(), await bureau.unit()];
});

const factsOf = ({ partyId }: PlannedUnit) => statedFacts(bureau.engine, ({ parties }) => parties.includes(partyId));
const planOf = async (planId: string) => (await bureau.read(`/drafts/${planId}`, bureau.bureau)).body;
const linesOf = async (planId: string) =>
  (await bureau.read(`/drafts/${planId}/lines`, bureau.bureau)).body.items as readonly Readonly<Record<string, unknown>>[];
const put = (planId: string, lines: readonly unknown[], replaces?: boolean) =>
  bureau.send("PUT", `/plans/${planId}/lines`, { lines, ...(replaces !== undefined && { replaces }) });

describe("an allocation to existing dischargers", () => {
  it("goes from the draft to an account for each line: published, decided by two persons, out of the headroom of the cap", async () => {
    const before = await bureau.room("COD", "2030");
    const planId = await bureau.announced([bureau.lineFor(mill), bureau.lineFor(works)]);
    expect(await bureau.room("COD", "2030")).toBe(before);
    expect((await bureau.read(`/plans/${planId}`)).body).toMatchObject({ state: "published", lines: 2, feeTotalCny: "32000.00" });
    const allocationId = `${planId}.${mill.site.siteId}`;
    expect((await bureau.read(`/${allocationId}`, mill.subject)).body).toMatchObject({ state: "published", totalCny: "16000.00" });

    const answer = await bureau.approve(planId);
    expect(answer).toMatchObject({ status: 200, body: { state: "approved", totals: [{ tonnes: "25" }, { tonnes: "2.5" }] } });
    expect(await bureau.room("COD", "2030")).toBe(String(Number(before) - 25 * 12));
    expect(await bureau.permits(planAccount(planId))).toEqual({});
    expect(await bureau.permits(allocationAccount(allocationId))).toEqual({
      [`permit/COD/${term}`]: "12.5",
      [`permit/NH3-N/${term}`]: "1.25",
    });
    expect(await planOf(planId)).toMatchObject({ state: "distributed" });
    const { body } = await bureau.read(`/${allocationId}`, mill.subject);
    const instalments = body.instalments as readonly Readonly<Record<string, unknown>>[];
    expect(body.state).toBe("awaiting-payment");
    expect(instalments.map(({ amountCny, payBy }) => [amountCny, payBy])).toEqual([
      ["6400.00", "2026-04-10T16:00:00.000Z"],
      ["2400.00", "2027-04-10T16:00:00.000Z"],
      ["2400.00", "2028-04-10T16:00:00.000Z"],
      ["2400.00", "2029-04-10T16:00:00.000Z"],
      ["2400.00", "2030-04-10T16:00:00.000Z"],
    ]);
    const releases = instalments.map((each) => (each.releases as { tonnes: string }[]).map(({ tonnes }) => tonnes));
    expect(releases).toEqual([
      ["5", "0.5"],
      ["1.875", "0.187"],
      ["1.875", "0.188"],
      ["1.875", "0.187"],
      ["1.875", "0.188"],
    ]);
    expect((await bureau.ledger.dues(`party:${mill.partyId}`)).map(({ dueId }) => dueId)).toEqual([`allocation.${allocationId}.1`]);
    expect((await factsOf(mill)).map(({ factType }) => factType)).toEqual(
      expect.arrayContaining(["allocation-proposed", "allocation-due"]),
    );
    expect(await conservationFaults(bureau.engine)).toEqual([]);
  });

  it("that is free of charge is delivered to its site at once", async () => {
    await bureau.rates("free", { COD: "0", "NH3-N": "0" });
    const site = await bureau.unit();
    const planId = await bureau.announced([bureau.lineFor(site)], { rateTableId: "free" });
    await bureau.approve(planId);
    expect(await bureau.permits(`site:${site.site.siteId}`)).toEqual({ [`permit/COD/${term}`]: "12.5", [`permit/NH3-N/${term}`]: "1.25" });
    const { body } = await bureau.read(`/${planId}.${site.site.siteId}`, site.subject);
    expect(body).toMatchObject({ state: "paid-up", instalments: [{ state: "paid", amountCny: "0.00" }] });
    expect((await factsOf(site)).map(({ factType }) => factType)).toEqual(["allocation-granted", "allocation-proposed"]);
  });

  it("takes certificates instead of cash where the plan says so: nothing is owed in the ledger", async () => {
    const site = await bureau.unit();
    const planId = await bureau.announced([bureau.lineFor(site)], { paymentMode: "tax-certificate" });
    await bureau.approve(planId);
    expect(await bureau.ledger.dues(`party:${site.partyId}`)).toEqual([]);
    expect((await bureau.read(`/${planId}.${site.site.siteId}`, site.subject)).body).toMatchObject({ state: "awaiting-payment" });
  });

  it("keeps the rates of its draft, whatever is published later, and asks for rates in force at its first month", async () => {
    await bureau.rates("moving", { COD: "100" });
    const planId = await bureau.draft({ rateTableId: "moving" });
    expect((await bureau.rates("moving", { COD: "900" })).body).toMatchObject({ version: 2 });
    const amounts = [{ pollutant: "COD", tonnes: "1" }];
    expect(await put(planId, [bureau.lineFor(mill, { amounts })])).toMatchObject({ status: 200, body: { feeTotalCny: "500.00" } });
    const versions = (await bureau.read("/rates/moving")).body.items as { version: number }[];
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    const body = { title: "T", documentNumber: "D", validFrom: "2040-01-01", rates: [{ pollutant: "COD", cnyPerTonneYear: "1" }] };
    await bureau.send("PUT", "/rates/late", body);
    expect(await bureau.send("POST", "/plans", draftBody({ rateTableId: "late" }))).toMatchObject({
      status: 422,
      body: { type: "/problems/rates-not-in-force" },
    });
  });
});

describe("terms of a plan are refused", () => {
  it.each([
    ["0 instalments", { instalments: 0 }, "instalments-invalid"],
    ["a first share of all with more instalments", { firstShare: "1" }, "share-invalid"],
    ["a first share below that of article 13", { firstShare: "0.3" }, "share-too-low"],
    ["instalments that outlive the term", { instalments: 6 }, "plan-outlives-term"],
    ["a term that has begun", { firstMonth: "2026-02" }, "term-not-ahead"],
    ["an unknown rate table", { rateTableId: "none" }, "rates-not-in-force"],
  ])("with %s", async (_, change, code) => {
    const before = (await bureau.read("/drafts", bureau.bureau)).body;
    const answer = await bureau.send("POST", "/plans", draftBody(change));
    expect(answer).toMatchObject({ status: 422, body: { type: `/problems/${code}` } });
    expect(String(answer.body.detail)).toMatch(/财税〔2015〕61号, article \d+/);
    const draft = { as: bureau.bureau, method: "POST", path: "/allocations/plans", body: draftBody(change), language: "zh" } as const;
    const chinese = String((await bureau.call(draft)).body.detail);
    expect(chinese).toMatch(/财税〔2015〕61号第.+条/);
    expect(chinese).not.toMatch(/art/);
    expect((await bureau.read("/drafts", bureau.bureau)).body).toEqual(before);
  });
});

it("a term that would end after the year 9999 is refused as input", async () => {
  const answer = await bureau.send("POST", "/plans", draftBody({ firstMonth: "9995-06" }));
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "/body/firstMonth" }] } });
});

it("a plan is not approved so late that a certificate could pay its first instalment after the permits have expired", async () => {
  const present = bureau.clock.now();
  const [site, other] = [await bureau.unit(), await bureau.unit()];
  const terms = { firstMonth: "2030-01", years: 1, instalments: 1, paymentMode: "tax-certificate" };
  const planId = await bureau.announced([bureau.lineFor(site)], terms);
  const cash = await bureau.announced([bureau.lineFor(other)], { ...terms, paymentMode: "exchange-account" });
  // Paid by 28 December, and certificates of it are booked until 12 January.
  bureau.clock.moveTo("2030-11-28T01:00:00.000Z");
  expect(await bureau.plan(planId, "decision", bureau.decision)).toMatchObject({ body: { type: "/problems/plan-outlives-term" } });
  expect((await bureau.plan(cash, "decision", bureau.decision)).status).toBe(200);
  bureau.clock.moveTo("2030-11-15T01:00:00.000Z");
  expect((await bureau.plan(planId, "decision", bureau.decision)).status).toBe(200);
  bureau.clock.moveTo(present);
});

describe("lines of a plan", () => {
  const faultsOf = (answer: { readonly body: Readonly<Record<string, unknown>> }) =>
    (answer.body.faults as { line: number; code: string; en: string; zh: string; source: string }[]).map(({ line, code }) => [line, code]);

  it("are refused with all errors at once, each with its article in both languages, and none is added", async () => {
    await bureau.rates("cod-only", { COD: "230" });
    const planId = await bureau.draft({ rateTableId: "cod-only" });
    const [elsewhere, unconfirmed, suspended] = [
      await bureau.unit({ area: "421000" }),
      await bureau.unit({ state: "unconfirmed" }),
      await bureau.unit({ standing: "suspended" }),
    ];
    const cod = [{ pollutant: "COD", tonnes: "1" }];
    const answer = await put(planId, [
      bureau.lineFor(mill, { amounts: cod }),
      bureau.lineFor(works),
      bureau.lineFor(mill, { amounts: cod }),
      bureau.lineFor(works, { licenceNumber: "nobody's", amounts: cod }),
      bureau.lineFor(elsewhere, { amounts: cod }),
      bureau.lineFor(unconfirmed, { amounts: cod }),
      bureau.lineFor(suspended, { amounts: [...cod, ...cod] }),
    ]);
    expect(answer).toMatchObject({ status: 422, body: { type: "/problems/lines-refused", refused: 7 } });
    expect(faultsOf(answer)).toEqual([
      [2, "rate-missing"],
      [3, "unit-twice"],
      [4, "licence-unknown"],
      [5, "unit-outside-plan-area"],
      [6, "unit-site-unconfirmed"],
      [7, "unit-not-admitted"],
      [7, "pollutant-twice"],
    ]);
    for (const { en, zh, source } of answer.body.faults as { en: string; zh: string; source: string }[]) {
      expect(en).toContain(source);
      expect(source).toMatch(/article \d+$/);
      expect(zh).toMatch(/（[^（）]*(?:（国务院令第736号）)?第.+条）/);
      expect(zh).not.toContain("art");
    }
    const twice = (answer.body.faults as { pointer: string; en: string }[])[1];
    expect(twice?.pointer).toBe("/body/lines/2");
    expect(twice?.en).toContain(`“${mill.site.name}” (licence ${mill.site.licenceNumber})`);
    expect(await planOf(planId)).toMatchObject({ lines: 0, totals: [] });
    expect(await linesOf(planId)).toEqual([]);
  });

  it("of another credit code's licence are refused", async () => {
    const planId = await bureau.draft();
    const answer = await put(planId, [bureau.lineFor(mill, { licenceNumber: works.site.licenceNumber })]);
    expect(faultsOf(answer)).toEqual([[1, "licence-not-of-unit"]]);
    expect(await linesOf(planId)).toEqual([]);
  });

  it("for a unit that the plan has are refused, in another page and at the same time, unless they replace", async () => {
    const planId = await bureau.draft();
    expect(await put(planId, [bureau.lineFor(mill)])).toMatchObject({ status: 200, body: { lines: 1 } });
    expect(faultsOf(await put(planId, [bureau.lineFor(works), bureau.lineFor(mill)]))).toEqual([[2, "unit-twice"]]);
    const both = await Promise.all([put(planId, [bureau.lineFor(works)]), put(planId, [bureau.lineFor(works)])]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    const amounts = [{ pollutant: "COD", tonnes: "2" }];
    expect(await put(planId, [bureau.lineFor(mill, { amounts })], true)).toMatchObject({
      status: 200,
      body: {
        lines: 2,
        totals: [
          { pollutant: "COD", tonnes: "14.5" },
          { pollutant: "NH3-N", tonnes: "1.25" },
        ],
        feeTotalCny: "18300.00",
      },
    });
    expect(await bureau.send("DELETE", `/plans/${planId}/lines/${mill.site.siteId}`)).toMatchObject({
      status: 200,
      body: { lines: 1, feeTotalCny: "16000.00" },
    });
    expect((await bureau.send("DELETE", `/plans/${planId}/lines/${mill.site.siteId}`)).status).toBe(404);
  });

  it("of an amount that another live plan allocates for the same months are refused, at the same time and after an objection too", async () => {
    const cod = [{ pollutant: "COD", tonnes: "1" }];
    const planId = await bureau.draft();
    await put(planId, [bureau.lineFor(mill, { amounts: cod })]);
    const other = await bureau.draft({ firstMonth: "2034-12", years: 1, instalments: 1 });
    const refused = await put(other, [bureau.lineFor(mill)]);
    expect(faultsOf(refused)).toEqual([[1, "allocated-by-another-plan"]]);
    expect(JSON.stringify(refused.body)).toContain(planId);
    expect(await linesOf(other)).toEqual([]);
    const later = await bureau.draft({ firstMonth: "2035-01", years: 1, instalments: 1 });
    expect((await put(later, [bureau.lineFor(mill, { amounts: cod })])).status).toBe(200);
    const ammonia = [{ pollutant: "NH3-N", tonnes: "1" }];
    expect((await put(other, [bureau.lineFor(mill, { amounts: ammonia })])).status).toBe(200);
    // An objection brings no pollutant in that another plan has.
    await bureau.plan(planId, "publication");
    await bureau.work({ planId, step: "publish" });
    const objection = await bureau.plan(planId, "objections", { siteId: mill.site.siteId, grounds: "too little" }, mill.subject);
    const raised = (await factsOf(mill)).find(({ factType }) => factType === "allocation-objection-raised");
    expect(raised?.parties).toEqual([mill.partyId, bureau.bureauParty]);
    const answer = { upheld: true, reason: "as licensed", amounts: [...cod, ...ammonia] };
    const answered = (body: object) => bureau.plan(planId, `objections/${String(objection.body.objectionId)}/answer`, body);
    expect(faultsOf(await answered(answer))).toEqual([[1, "allocated-by-another-plan"]]);
    await bureau.send("DELETE", `/plans/${other}/lines/${mill.site.siteId}`);
    expect((await answered(answer)).status).toBe(200);
    const drafts = await Promise.all([0, 1].map(() => bureau.draft()));
    const answers = await Promise.all(drafts.map((each) => put(each, [bureau.lineFor(works)])));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it("above what the licence allows are refused, as far as an imported file says", async () => {
    const planId = await bureau.draft();
    const site = await bureau.unit();
    await bureau.licensed(site.site.licenceNumber, [["COD", "12.499"]]);
    // What a licence lacks it allows nothing of.
    const answer = await put(planId, [bureau.lineFor(site)]);
    expect(answer.body.faults).toMatchObject([
      { code: "above-licence", en: expect.stringContaining("12.499") },
      { code: "above-licence", en: expect.stringMatching(/NH3-N exceed the 0 t/) },
    ]);
    await bureau.licensed(site.site.licenceNumber, [
      ["COD", "12.5"],
      ["NH3-N", "1.25"],
    ]);
    expect((await put(planId, [bureau.lineFor(site)])).status).toBe(200);
  });

  it("of new amounts are refused with the article: since after the determination, or bought as a certified need", async () => {
    const planId = await bureau.draft();
    const late = { kind: "operating", since: "2026-01-02", method: "m", documentNumber: "d" };
    const answer = await put(planId, [bureau.lineFor(mill, { basis: late })]);
    expect(faultsOf(answer)).toEqual([
      [1, "new-amount-by-auction"],
      [1, "new-amount-by-auction"],
    ]);
    const eia = { kind: "eia-approved", since: "2019-01-01", eiaNumber: "鄂环审〔2019〕7号", method: "m", documentNumber: "d" };
    const site = await bureau.unit();
    await bureau.certifiedNeed({ eiaNumber: "鄂环审[2019]7号", pollutant: "COD", siteId: site.site.siteId });
    const bought = await put(planId, [bureau.lineFor(site, { basis: eia })]);
    expect(bought.body.faults).toMatchObject([{ code: "new-amount-by-auction" }]);
    const [{ en } = { en: "" }] = bought.body.faults as { en: string }[];
    expect(en).toContain("财税〔2015〕61号, article 9");
    expect((await put(planId, [bureau.lineFor(site, { basis: eia, amounts: [{ pollutant: "NH3-N", tonnes: "1" }] })])).status).toBe(200);
  });
});

describe("a plan above the headroom", () => {
  it("is refused at its publication with what is missing, and again at its decision where the cap was lowered between", async () => {
    await bureau.givenRoom("20", ["2040"], "liangzi-lake", ["COD"]);
    const amounts = [{ pollutant: "COD", tonnes: "12.5" }];
    const terms = { firstMonth: "2040-01", years: 1, instalments: 1 };
    const tooMuch = await bureau.draft(terms);
    await put(tooMuch, [bureau.lineFor(mill, { amounts }), bureau.lineFor(works, { amounts })]);
    expect(await bureau.plan(tooMuch, "publication")).toMatchObject({
      status: 409,
      body: { type: "/problems/no-headroom", year: "2040", required: "300", available: "240", shortfall: "60" },
    });
    const request = { as: bureau.bureau, method: "POST", path: `/allocations/plans/${tooMuch}/publication`, body: {} } as const;
    expect((await bureau.call({ ...request, language: "zh" })).body.detail).toContain(
      "（财税〔2015〕61号第三条）：本次需 300 吨·月（25 吨），2040 年尚余 240 吨·月，缺 60 吨·月",
    );
    expect(await planOf(tooMuch)).toMatchObject({ state: "drafted" });
    const planId = await bureau.announced([bureau.lineFor(await bureau.unit(), { amounts })], terms);
    await bureau.takeRoom("10", "2040");
    expect(await bureau.approve(planId)).toMatchObject({
      status: 409,
      body: { type: "/problems/no-headroom", available: "120", shortfall: "30" },
    });
    expect(await planOf(planId)).toMatchObject({ state: "published" });
    expect(await bureau.room("COD", "2040")).toBe("120");
  });

  it("never passes the cap together with another that is approved at the same time", async () => {
    await bureau.givenRoom("20", ["2041"], "liangzi-lake", ["COD"]);
    const amounts = [{ pollutant: "COD", tonnes: "12.5" }];
    const terms = { firstMonth: "2041-01", years: 1, instalments: 1 };
    const plans = [
      await bureau.announced([bureau.lineFor(mill, { amounts })], terms),
      await bureau.announced([bureau.lineFor(works, { amounts })], terms),
    ];
    const answers = await Promise.all(plans.map(bureau.approve));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await bureau.room("COD", "2041")).toBe("90");
  });
});

describe("the decision", () => {
  it("waits for the end of the window and for the answer to every objection, which may change a line", async () => {
    const planId = await bureau.draft();
    await put(planId, [bureau.lineFor(mill), bureau.lineFor(works)]);
    await bureau.plan(planId, "publication");
    await bureau.work({ planId, step: "publish" });
    expect(await bureau.plan(planId, "decision", bureau.decision)).toMatchObject({
      status: 409,
      body: { type: "/problems/objection-window-open" },
    });
    const objection = { siteId: mill.site.siteId, grounds: "2 t too little" };
    const raised = await bureau.plan(planId, "objections", objection, mill.subject);
    expect(raised).toMatchObject({ status: 200, body: { state: "open" } });
    expect(await bureau.plan(planId, "objections", objection, mill.subject)).toMatchObject({
      body: {
        type: "/problems/objection-exists",
        detail: expect.stringContaining("Administrative Licensing Law (行政许可法), article 36"),
      },
    });
    const present = bureau.clock.now();
    bureau.clock.moveTo("2031-01-01T00:00:00.000Z");
    expect(await bureau.plan(planId, "objections", objection, works.subject)).toMatchObject({
      body: { type: "/problems/not-in-objection-window" },
    });
    expect(await bureau.plan(planId, "decision", bureau.decision)).toMatchObject({
      status: 409,
      body: { type: "/problems/objections-open", openObjections: 1 },
    });
    const answer = (body: object) =>
      bureau.plan(planId, `objections/${raised.body.objectionId}/answer`, { reason: "measured again", ...body });
    const amounts = [{ pollutant: "COD", tonnes: "14.5" }];
    expect(await answer({ upheld: false, amounts })).toMatchObject({ body: { type: "/problems/amounts-not-wanted" } });
    expect(await answer({ upheld: true, amounts })).toMatchObject({ status: 200, body: { state: "upheld" } });
    expect(await answer({ upheld: true })).toMatchObject({ body: { type: "/problems/objection-answered" } });
    expect(await planOf(planId)).toMatchObject({ openObjections: 0, totals: [{ tonnes: "27" }, { tonnes: "1.25" }] });
    expect(await bureau.plan(planId, "decision", bureau.decision)).toMatchObject({
      status: 422,
      body: { type: "/problems/plan-outlives-term" },
    });
    bureau.clock.moveTo(present);
  });

  it("is approved by another person than the one who entered it, of the plan's area", async () => {
    const planId = await bureau.announced([bureau.lineFor(mill)], { firstMonth: "2032-01", years: 1, instalments: 1 });
    const ask = { as: bureau.bureau, method: "POST", path: `/allocations/plans/${planId}/decision`, body: bureau.decision } as const;
    const entered = await bureau.door(ask);
    expect(entered.status).toBe(202);
    const approval = { method: "POST", path: `${entered.headers.location}/approval` } as const;
    expect(await bureau.door({ ...approval, as: bureau.bureau })).toMatchObject({ status: 403 });
    const elsewhere = await givenMember(bureau.engine, { role: "regulator", area: "421000" });
    expect((await bureau.door({ ...approval, as: elsewhere.subject })).status).toBe(404);
    expect(await bureau.door({ ...ask, as: elsewhere.subject })).toMatchObject({
      status: 403,
      body: { type: "/problems/plan-of-another-area" },
    });
    expect(await planOf(planId)).toMatchObject({ state: "published" });
    const colleague = await colleagueOf(bureau.engine, bureau.bureau);
    expect((await bureau.door({ ...approval, as: colleague })).status).toBe(200);
    expect(await planOf(planId)).toMatchObject({ state: "approved" });
  });

  it("against a plan drops its lines, and so does its withdrawal: units are told, and assessments are free again", async () => {
    const site = await bureau.unit();
    const eia = { kind: "eia-approved", since: "2019-01-01", eiaNumber: "E-9", method: "m", documentNumber: "d" };
    const planId = await bureau.announced([bureau.lineFor(site, { basis: eia })], { firstMonth: "2032-01", years: 1, instalments: 1 });
    const name = { eiaNumber: "E-9", pollutant: "COD", siteId: site.site.siteId };
    expect(await bureau.routes([name])).toHaveLength(1);
    expect(await bureau.plan(planId, "decision", { ...bureau.decision, approved: false, reason: "no need" })).toMatchObject({
      status: 200,
      body: { state: "rejected" },
    });
    await bureau.work({ planId, step: "drop" });
    expect(await linesOf(planId)).toMatchObject([{ state: "dropped", reason: "no need" }]);
    const dropped = await bureau.read(`/${planId}.${site.site.siteId}`, site.subject);
    expect(dropped.body).toMatchObject({ instalments: [{ state: "waived" }] });
    expect(await bureau.routes([name])).toEqual([]);
    expect((await factsOf(site)).map(({ factType }) => factType)).toEqual(["allocation-dropped", "allocation-proposed"]);
    expect(await bureau.plan(planId, "withdrawal", { reason: "r" })).toMatchObject({
      status: 409,
      body: { type: "/problems/wrong-state" },
    });
    const draft = await bureau.draft({ firstMonth: "2032-01", years: 1, instalments: 1 });
    await put(draft, [bureau.lineFor(site)]);
    await bureau.plan(draft, "withdrawal", { reason: "r" });
    await bureau.work({ planId: draft, step: "drop" });
    expect(await linesOf(draft)).toMatchObject([{ state: "dropped" }]);
    expect(await factsOf(site)).toHaveLength(2);
  });
});

describe("what is drafted", () => {
  it("is nobody's to read but the authorities' of its area, until it is published", async () => {
    const planId = await bureau.draft({ firstMonth: "2032-01", years: 1, instalments: 1 });
    await put(planId, [bureau.lineFor(mill)]);
    const allocation = `/${planId}.${mill.site.siteId}`;
    const elsewhere = await givenMember(bureau.engine, { role: "regulator", area: "421000" });
    for (const as of [undefined, mill.subject, works.subject]) expect((await bureau.read(`/plans/${planId}`, as)).status).toBe(404);
    expect((await bureau.read(`/plans/${planId}/lines`)).status).toBe(404);
    expect((await bureau.read(allocation, mill.subject)).status).toBe(404);
    expect((await bureau.read(`/drafts/${planId}`, elsewhere.subject)).status).toBe(404);
    expect((await bureau.read(`/drafts/${planId}`, mill.subject)).status).toBe(403);
    const changes = ["publication", "withdrawal", "decision"] as const;
    for (const change of changes) {
      const body = { publication: {}, withdrawal: { reason: "r" }, decision: bureau.decision }[change];
      expect((await bureau.plan(planId, change, body, elsewhere.subject)).status).toBe(404);
    }
    expect((await bureau.plan(planId, "objections", { siteId: mill.site.siteId, grounds: "g" }, mill.subject)).status).toBe(404);
    await bureau.plan(planId, "publication");
    await bureau.work({ planId, step: "publish" });
    expect((await bureau.read(`/plans/${planId}/lines`)).body).toMatchObject({ items: [{ partyId: mill.partyId }] });
    expect((await bureau.read(allocation, mill.subject)).status).toBe(200);
    expect((await bureau.read(allocation, works.subject)).status).toBe(404);
    const own = (await bureau.read("", mill.subject)).body.items as { allocationId: string }[];
    expect(own.map(({ allocationId }) => allocationId)).toContain(allocation.slice(1));
  });
});
