import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import type { PlanPage } from "../../functions/allocations/contract.ts";
import { doPlanPage } from "../../functions/allocations/plans/plan-page.ts";
import { planAccount } from "../../shared/ledger/account.ts";
import { conservationFaults } from "../support/conservation.ts";
import { engineClient } from "../support/engine.ts";
import { openPlanBureau, type PlanBureau, type PlannedUnit } from "../support/plan-bureau.ts";
import { statedFacts } from "../support/stated-facts.ts";

/** A process that was killed: its client answers nothing any more. */
class Killed extends Error {}
const terms = { firstMonth: "2030-01", years: 1, instalments: 1 };
/** More than one page of every step. */
const unitsOfPlan = 41;

let bureau: PlanBureau;
let units: PlannedUnit[];
beforeAll(async () => {
  bureau = await openPlanBureau();
  await bureau.givenRoom("10000", ["2030", "2031"]);
  units = await Promise.all(Array.from({ length: unitsOfPlan }, () => bureau.unit()));
});

/** A client that is killed at one of its requests, before it is sent or after it has taken effect. */
function doomed(at: number, after: boolean): DynamoDBClient {
  const dynamo = engineClient(bureau.engine.endpoint);
  let sent = 0;
  dynamo.middlewareStack.add(
    (next) => async (given) => {
      sent += 1;
      if (sent < at) return next(given);
      if (after && sent === at) await next(given);
      throw new Killed();
    },
    { step: "initialize" },
  );
  return dynamo;
}

/** Does all pages of a step while every message is lost to a kill once, at each request in turn, then delivered twice, the later one first. */
async function workUnderFaults(first: PlanPage): Promise<number> {
  const asked: PlanPage[] = [first];
  let killed = 0;
  for (let page = asked.shift(); page; page = asked.shift()) {
    for (let at = 1; ; at += 1) {
      const sent: PlanPage[] = [];
      try {
        await doPlanPage(bureau.worker(sent, doomed(Math.ceil(at / 2), at % 2 === 0)), page);
      } catch (error) {
        expect(error).toBeInstanceOf(Killed);
        killed += 1;
        continue;
      }
      // Once more, and what it asked for comes twice.
      await doPlanPage(bureau.worker([]), page);
      asked.push(...sent);
      for (const next of sent) await doPlanPage(bureau.worker([]), next);
      break;
    }
  }
  return killed;
}

const statesOf = async (planId: string) => {
  const states = new Map<string, number>();
  let cursor = "";
  do {
    const { body } = await bureau.read(`/drafts/${planId}/lines?limit=100${cursor}`, bureau.bureau);
    for (const { state } of body.items as { state: string }[]) states.set(state, (states.get(state) ?? 0) + 1);
    cursor = body.nextCursor === undefined ? "" : `&cursor=${body.nextCursor}`;
  } while (cursor);
  return Object.fromEntries(states);
};
const countOf = async (planId: string, factType: string) =>
  (await statedFacts(bureau.engine, (fact) => fact.factType === factType && (fact.data as { planId?: string }).planId === planId)).length;

describe("the pages of a plan", () => {
  it("publish, distribute and end each line exactly once, wherever the worker is killed and however its messages come", async () => {
    const planId = await bureau.draft(terms);
    await bureau.send("PUT", `/plans/${planId}/lines`, { lines: units.map((unit) => bureau.lineFor(unit)) });
    await bureau.plan(planId, "publication");
    expect(await workUnderFaults({ planId, step: "publish" })).toBeGreaterThan(4);
    expect(await statesOf(planId)).toEqual({ published: unitsOfPlan });
    expect(await countOf(planId, "allocation-proposed")).toBe(unitsOfPlan);
    bureau.clock.moveTo("2026-04-01T01:00:00.000Z");
    expect((await bureau.plan(planId, "decision", bureau.decision)).status).toBe(200);
    // A late message of the publication, and one of a drop that never was, change nothing.
    await bureau.work({ planId, step: "publish" });
    await bureau.work({ planId, step: "drop" });
    expect(await workUnderFaults({ planId, step: "distribute" })).toBeGreaterThan(10);
    expect(await statesOf(planId)).toEqual({ "awaiting-payment": unitsOfPlan });
    expect(await countOf(planId, "allocation-due")).toBe(unitsOfPlan);
    expect((await bureau.read(`/plans/${planId}`)).body).toMatchObject({ state: "distributed" });
    expect(await bureau.permits(planAccount(planId))).toEqual({});
    for (const { site, partyId } of [units[0], units[20], units[40]].flatMap((unit) => unit ?? [])) {
      expect(await bureau.permits(`allocation:${planId}.${site.siteId}`)).toMatchObject({
        "permit/COD/liangzi-lake/2030-01/2030-12": "12.5",
      });
      expect(await bureau.ledger.dues(`party:${partyId}`)).toHaveLength(1);
    }
    expect(await conservationFaults(bureau.engine)).toEqual([]);
  });

  it("drop each line exactly once in the same way, and free its assessments", async () => {
    const planId = await bureau.draft({ ...terms, firstMonth: "2031-01" });
    const eia = { kind: "eia-approved", since: "2019-01-01", eiaNumber: "E-1", method: "m", documentNumber: "d" };
    const some = units.slice(0, 21);
    await bureau.send("PUT", `/plans/${planId}/lines`, { lines: some.slice(0, 16).map((unit) => bureau.lineFor(unit, { basis: eia })) });
    await bureau.send("PUT", `/plans/${planId}/lines`, { lines: some.slice(16).map((unit) => bureau.lineFor(unit, { basis: eia })) });
    await bureau.plan(planId, "publication");
    // Withdrawn before its publication is done: whichever page comes first, each line is dropped.
    await doPlanPage(bureau.worker([]), { planId, step: "publish", after: some[10]?.site.siteId });
    await bureau.plan(planId, "withdrawal", { reason: "drafted anew" });
    await workUnderFaults({ planId, step: "drop" });
    await bureau.work({ planId, step: "publish" });
    expect(await statesOf(planId)).toEqual({ dropped: some.length });
    const names = some.map(({ site }) => ({ eiaNumber: "E-1", pollutant: "COD", siteId: site.siteId }));
    expect(await bureau.routes(names)).toEqual([]);
    expect(await countOf(planId, "allocation-dropped")).toBe(await countOf(planId, "allocation-proposed"));
  });
});
