import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { assetKindOf } from "../../functions/collateral/asset-kinds.ts";
import { exclusionsOf } from "../../functions/collateral/disclosure/exclusions.ts";
import { hearStanding } from "../../functions/collateral/disclosure/standing.ts";
import { pledgingPorts } from "../../functions/collateral/ports.ts";
import { complianceFacts } from "../../functions/compliance/contract.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { LedgerEntry } from "../../shared/ledger/entry.ts";
import type { Party } from "../../shared/members/members.ts";
import { feeDebtsIn } from "../../shared/permits/fee-debts.ts";
import { openTable } from "../../shared/store/table.ts";
import { commit } from "../../shared/store/transaction.ts";
import { CollateralWorld, type Pledgor } from "../support/collateral-world.ts";
import type { Request } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { ComplianceWorld } from "./compliance-support.ts";
import { anEntry } from "./permits-support.ts";

let world: CollateralWorld;
beforeAll(async () => {
  world = await CollateralWorld.open();
});

/** Rules that keep the permits of a firm from being pledged, as it reads them itself. */
async function failing({ subject, account }: Pick<Pledgor, "subject" | "account">): Promise<readonly string[]> {
  const { items } = await world.read(subject, "/collateral/own/positions");
  const rows = items as { siteId?: string; pledgeability: { failing: { rule: string }[] } }[];
  const own = rows.filter(({ siteId }) => account === `site:${siteId}`);
  return own.flatMap(({ pledgeability }) => pledgeability.failing.map(({ rule }) => rule));
}
async function entered(make: (entry: LedgerEntry<never>) => void): Promise<void> {
  const entry = anEntry<never>(world);
  make(entry);
  expect(await commit(world.engine.dynamo, entry.writes())).toMatchObject({ kind: "committed" });
}
function recording({ partyId }: Pick<Pledgor, "partyId">, more: object = {}): Request {
  const body = { partyId, happenedOn: "2024-05-20", documentNumber: "EZ-7", reason: "a spill", ...more };
  return { as: world.bureau, method: "POST", path: "/collateral/accidents", body };
}

type Stated = (typeof complianceFacts)["gapFound"];
/** A fact of compliance about a site's COD of 2025. */
function said({ siteId, partyId }: Pledgor, schema: { readonly factType: string }, version: number, gapTonnes: string): Fact<never> {
  const data = {
    ...{ obligationId: `${siteId}.2025.COD`, kind: "discharge", year: "2025", pollutant: "COD", siteId, partyId, partyName: "Firm" },
    ...{ creditCode: partyId, area: "420704", heldTonnes: "1", pledgedTonnes: "0", frozenTonnes: "0", surrenderedTonnes: "0", gapTonnes },
    ...{ state: "short", deadlineAt: "2026-03-31T16:00:00.000Z" },
  } satisfies Partial<Record<keyof ReturnType<Stated["data"]["parse"]>, unknown>>;
  const factId = `${schema.factType}.${siteId}.2025.COD.${version}`;
  return {
    factId,
    factType: schema.factType,
    schemaVersion: 1,
    occurredAt: world.clock.now(),
    actor: "compliance",
    parties: [],
    areas: [],
    data: data as never,
  };
}

describe("exclusions", () => {
  it("are none for a firm in good standing", async () => {
    expect(await failing(await world.pledgor())).toEqual([]);
  });

  it("follow from fees: tonnes held for them or owed, and whatever the owner owes of use fees, but not for what it won in an auction", async () => {
    const [held, owing, due, bidder] = [await world.pledgor(), await world.pledgor(), await world.pledgor(), await world.pledgor()];
    const { account, instrument } = held;
    await entered((entry) => entry.hold({ holdId: randomUUID(), account, instrument, quantity: decimal("1"), purpose: "overdue-fee" }));
    const debts = feeDebtsIn(openTable(world.engine.dynamo, world.engine.tables.Allocations));
    const { siteId } = owing;
    await commit(world.engine.dynamo, [
      debts.feeDebtPut({ siteId, instrument: owing.instrument, allocationId: "a", tonnes: decimal("2") }),
    ]);
    const owe = ({ partyId }: Pledgor, dueId: string) =>
      world.ports.ledger.owe({ dueId, account: `party:${partyId}`, amount: decimal("300"), payBy: "2026-04-01T16:00:00.000Z" });
    await commit(world.engine.dynamo, [owe(due, `allocation.${randomUUID()}.1`), owe(bidder, randomUUID())]);
    expect(await Promise.all([held, owing, due, bidder].map(failing))).toEqual([["unpaid-fee"], ["unpaid-fee"], ["unpaid-fee"], []]);
  });

  it("follow from lists of the owner, with each list named", async () => {
    const { party } = await givenMember(world.engine, {
      role: "enterprise",
      party: { exclusions: ["dishonest-debtor", "open-environmental-sanction"] },
    });
    const position = await positionOf(party);
    const found = await exclusionsOf(await ports(), position.kind, position, party, world.clock.now());
    expect(found.map(({ rule, code, because }) => [rule, code, because.zh])).toEqual([
      ["exclusion-list", "excluded", "所有人列入失信被执行人名单"],
      ["exclusion-list", "excluded", "所有人列入未结环境处罚名单"],
    ]);
  });

  it("follow from a major accident for three years: of a site for its own permits, of a member for all", async () => {
    const firm = await world.pledgor();
    const other = await givenSite(world.engine, firm.partyId, { area: "420704" });
    await world.credit(`site:${other.siteId}`, firm.instrument, "5");
    const elsewhere = { ...firm, account: `site:${other.siteId}` };
    expect((await world.enter(recording(firm, { siteId: firm.siteId }))).status).toBe(202);
    const accident = await world.done(recording(firm, { siteId: firm.siteId }));
    expect(accident).toMatchObject({ state: "recorded", excludesUntil: "2027-05-20" });
    expect([await failing(firm), await failing(elsewhere)]).toEqual([["major-accident"], []]);
    await world.done(recording(firm, { happenedOn: "2023-03-01" }));
    expect(await failing(elsewhere)).toEqual([]);
    const whole = await world.done(recording(firm, { happenedOn: "2023-03-02" }));
    expect([await failing(firm), await failing(elsewhere)]).toEqual([["major-accident", "major-accident"], ["major-accident"]]);
    const withdrawal = (id: unknown): Request => {
      const path = `/collateral/accidents/${id}/withdrawal`;
      return { as: world.bureau, method: "POST", path, body: { documentNumber: "EZ-8", reason: "no major one" } };
    };
    for (const each of [accident, whole]) await world.done(withdrawal(each.accidentId));
    expect([await failing(firm), await failing(elsewhere)]).toEqual([[], []]);
    expect(await world.refused(withdrawal(whole.accidentId))).toMatchObject({ code: "wrong-state" });
    expect((await world.read(firm.subject, "/collateral/accidents")).items).toHaveLength(3);
  });

  it("of accidents are entered by the authority of the area only, for days that have come", async () => {
    const firm = await world.pledgor();
    const elsewhere = await givenMember(world.engine, { role: "regulator", area: "420702" });
    expect(await world.refused({ ...recording(firm), as: elsewhere.subject })).toMatchObject({ code: "not-found" });
    expect(await world.refused(recording(firm, { happenedOn: "2026-03-03" }))).toMatchObject({ code: "accident-to-come" });
    const { accidentId } = await world.done(recording(firm));
    const path = `/collateral/accidents/${accidentId}`;
    expect(await world.read(firm.subject, path)).toMatchObject({ documentNumber: "EZ-7" });
    expect(await world.refused({ as: elsewhere.subject, method: "GET", path })).toMatchObject({ code: "not-found" });
  });

  it("follow from what compliance said last of last year, in whatever order and however often it is heard", async () => {
    const { gapFound, gapClosed, gapWithdrawn, obligationOverdue } = complianceFacts;
    const history = [
      [gapFound, "2"],
      [gapClosed, "0"],
      [gapFound, "1.5"],
      [obligationOverdue, "1.5"],
      [gapWithdrawn, "0"],
      [gapFound, "0.5"],
    ] as const;
    const lengths = [1, 2, 3, 4, 5, 6];
    const orders = fc.constantFrom(...lengths).chain((length) => {
      const all = history.slice(0, length).map(([schema, gap], place) => ({ schema, gap, version: place + 1 }));
      return fc.tuple(fc.constant(length), fc.shuffledSubarray([...all, ...all], { minLength: 2 * length, maxLength: 2 * length }));
    });
    await fc.assert(
      fc.asyncProperty(orders, async ([length, heard]) => {
        const firm = await world.pledgor();
        for (const { schema, gap, version } of heard)
          await hearStanding({ dynamo: world.engine.dynamo, own: world.ports.own }, said(firm, schema, version, gap));
        const gap = required(history[length - 1], "last fact")[1];
        expect(await failing(firm)).toEqual(gap === "0" ? [] : ["over-emission"]);
      }),
      { numRuns: 12 },
    );
  });

  it("of an uncovered year end with it, and are lifted when its figures are corrected or taken back", async () => {
    const compliance = await ComplianceWorld.open("2027-02-01T01:00:00.000Z");
    const mill = await compliance.discharger();
    await compliance.move(mill, "permit/COD/liangzi-lake/2026-01/2030-12", "4");
    await compliance.record(mill, "permit/COD/liangzi-lake/2026-01/2030-12", "4");
    const declarationId = await compliance.accepted(mill);
    await compliance.heard(mill);
    const heard = async () => {
      const facts = [complianceFacts.gapFound, complianceFacts.gapClosed, complianceFacts.gapWithdrawn, complianceFacts.obligationOverdue];
      const types = new Map(facts.map((schema) => [schema.factType as string, schema]));
      for (const fact of await compliance.stated(mill.partyId)) {
        const schema = types.get(fact.factType);
        if (schema)
          await hearStanding({ dynamo: world.engine.dynamo, own: world.ports.own }, { ...fact, data: schema.data.parse(fact.data) });
      }
    };
    await heard();
    const position = { account: `site:${mill.siteId}`, instrument: "permit/COD/liangzi-lake/2026-01/2030-12", heldFor: {} };
    const rules = async (at: string) => {
      const kind = required(assetKindOf(position.instrument), "kind");
      return (await exclusionsOf(await ports(), kind, position, { partyId: mill.partyId, exclusions: [] }, at)).map(({ rule }) => rule);
    };
    const [sameYear, nextYear] = ["2027-03-01T01:00:00.000Z", "2028-01-01T01:00:00.000Z"];
    expect([await rules(sameYear), await rules(nextYear)]).toEqual([["over-emission"], []]);
    compliance.tick();
    const path = `/compliance/declarations/${declarationId}/reversal`;
    await compliance.done(compliance.bureau, path, { documentNumber: "EZ-2", reason: "wrong figures" });
    await compliance.heard(mill);
    await heard();
    expect(await rules(sameYear)).toEqual([]);
  });
});

async function ports() {
  return pledgingPorts(await grantedOn(world.engine, world.clock));
}

/** Some permits of a member's site, which is not in the ledger. */
async function positionOf({ partyId }: Pick<Party, "partyId">) {
  const { siteId } = await givenSite(world.engine, partyId, { area: "420704" });
  const instrument = "permit/COD/liangzi-lake/2025-01/2029-12";
  return { account: `site:${siteId}`, instrument, heldFor: {}, kind: required(assetKindOf(instrument), "kind") };
}
