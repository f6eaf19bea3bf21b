import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { endWithRight } from "../../functions/collateral/freezes/end-with-right.ts";
import { endTerms } from "../../functions/collateral/pledges/end-terms.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import type { Pledgor, Someone } from "../support/collateral-world.ts";
import { CoverageWorld } from "./collateral-coverage-support.ts";

const sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const permit = "permit/COD/liangzi-lake/2025-01/2028-12";
const afterTerm = "2028-12-31T16:00:00.000Z";
const until = "2028-02-29";

/** States in which a pledge stands in the register, in the order in which it comes to them. */
const states = ["registered", "filed", "disbursed", "repaid", "enforcing"] as const;
type State = (typeof states)[number] | "lapsed";

describe("a pledge in any state in which it is registered", () => {
  let world: CoverageWorld;
  let [bank, firm]: [Someone, Pledgor] = [] as never;
  beforeAll(async () => {
    world = await CoverageWorld.open();
  });
  beforeEach(async () => {
    office().clock.moveTo("2026-03-02T01:00:00.000Z");
    [bank, firm] = [await office().bank(), await office().pledgor("10", permit)];
  });

  const office = () => world.collateral;
  const take = (pledgeId: string, step: string, body: object) => office().step(bank, pledgeId, step, body);
  const money = { amountCny: "20000", loanNumber: "L-1" };
  const today = () => dayOf(office().clock.now());
  const lent = () => ({ ...money, disbursedOn: today() });
  const paid = () => ({ ...money, repaidOn: today() });
  const enforced = () => ({
    ...{ account: firm.account, instrument: firm.instrument, ground: "agreement" },
    document: { documentNumber: "XY-2026-7", documentSha256: sha256 },
  });
  const filing = (last: string) => ({
    ...{ number: randomUUID(), at: office().clock.now(), until: last, proofSha256: sha256, amountCny: "20000" },
    ...{ bankCreditCode: bank.creditCode, pledgorCreditCode: firm.creditCode, pledgorName: firm.name },
  });
  /** The steps from a registration to each state. */
  const steps: Readonly<Record<(typeof states)[number], (last: string) => readonly (readonly [step: string, body: object])[]>> = {
    registered: () => [],
    filed: (last) => [["filings", filing(last)]],
    disbursed: (last) => [...steps.filed(last), ["disbursements", lent()]],
    repaid: (last) => [...steps.disbursed(last), ["repayments", paid()]],
    enforcing: (last) => [...steps.disbursed(last), ["enforcements", enforced()]],
  };
  async function pledgeIn(state: (typeof states)[number], last = until): Promise<string> {
    const { pledgeId } = await world.pledged(bank, firm, "1", { until });
    for (const [step, body] of steps[state](last)) {
      world.tick();
      await office().done(take(pledgeId, step, body));
    }
    expect(await read(pledgeId)).toMatchObject({ state });
    return pledgeId;
  }
  const read = (pledgeId: string) => office().read(bank.subject, `/collateral/pledges/${pledgeId}`);

  it("lapses with its term there, or with the debt where it is not filed, and stays held until it is released", async () => {
    const pledges = new Map<State, string>();
    for (const state of ["registered", "filed", "disbursed"] as const) pledges.set(state, await pledgeIn(state, "2026-12-31"));
    const lasting = await pledgeIn("filed", "2028-06-30");
    const states = async () => Promise.all([...pledges.values(), lasting].map(async (pledgeId) => (await read(pledgeId)).state));
    office().clock.moveTo("2026-12-31T16:00:00.000Z");
    await endTerms(office().ports);
    // Registered here for the debt; there for less, and for longer.
    expect(await states()).toEqual(["registered", "lapsed", "lapsed", "filed"]);
    office().clock.moveTo("2028-02-29T16:00:00.000Z");
    await endTerms(office().ports);
    expect(await states()).toEqual(["lapsed", "lapsed", "lapsed", "filed"]);
    expect(await office().position(firm)).toMatchObject({ held: "4" });
    const owing = String(pledges.get("disbursed"));
    // What is owed after the term is enforced, as before it; nothing is where nothing was lent.
    expect(await office().refused(take(String(pledges.get("filed")), "disbursements", lent()))).toMatchObject({ code: "wrong-state" });
    await office().done(take(owing, "enforcements", enforced()));
    expect(await read(owing)).toMatchObject({ state: "enforcing" });
    const { items } = await office().read(bank.subject, "/collateral/enforcements");
    const [{ enforcementId }] = items as [{ enforcementId: string }];
    await office().done({
      ...{ as: bank.subject, method: "POST", path: `/collateral/enforcements/${enforcementId}/withdrawal`, body: { reason: "they pay" } },
    });
    await endTerms(office().ports);
    expect(await read(owing)).toMatchObject({ state: "lapsed" });
    for (const pledgeId of [...pledges.values(), lasting]) await office().done(take(pledgeId, "cancellation", { reason: "released" }));
    expect(await office().position(firm)).toMatchObject({ available: "10", held: "0" });
  });

  it("ends with the right, which does not discharge the debt; its debtor gets a statement of every version", async () => {
    const pledges = new Map<State, string>();
    const lapsing = await pledgeIn("disbursed", "2026-04-30");
    office().clock.moveTo("2026-04-30T16:00:00.000Z");
    await endTerms(office().ports);
    pledges.set("lapsed", lapsing);
    for (const state of states) pledges.set(state, await pledgeIn(state));
    expect(await read(lapsing)).toMatchObject({ state: "lapsed" });
    office().clock.moveTo(afterTerm);
    await endWithRight(office().ports as never, { position: firm, at: afterTerm });
    await world.hears();
    const owed: Readonly<Record<State, string>> = {
      ...{ registered: "0.00", filed: "0.00", disbursed: "20000.00", repaid: "0.00", enforcing: "20000.00", lapsed: "20000.00" },
    };
    const issued = (await world.facts())
      .filter(({ factType }) => factType === "pledge-statement-issued")
      .map(({ data }) => data as { readonly pledgeId: string; readonly version: number });
    for (const [state, pledgeId] of pledges) {
      const { version, state: after } = await read(pledgeId);
      expect([state, after]).toEqual([state, "expired"]);
      const { items } = await office().read(firm.subject, `/collateral/pledges/${pledgeId}/statements`);
      expect((items as object[])[0], state).toMatchObject({ state: "expired", pledged: [], owedCny: owed[state] });
      const versions = issued.filter((each) => each.pledgeId === pledgeId).map((each) => each.version);
      expect(
        versions.sort((one, other) => one - other),
        state,
      ).toEqual(Array.from({ length: Number(version) }, (_, place) => place + 1));
    }
  });
});
