import { beforeAll, describe, expect, it } from "vitest";
import { endOfMonth } from "../../../shared/kernel/calendar.ts";
import { partyAccount } from "../../../shared/ledger/account.ts";
import type { InstrumentClass } from "../../../shared/ledger/instrument.ts";
import { positionKey } from "../../../shared/ledger/rows.ts";
import { openTable } from "../../../shared/store/table.ts";
import { dueKeys } from "../../../shared/streams/due-work.ts";
import { givenMember } from "../../support/members.ts";
import { type RecordsWorld, recordsWorld } from "../../support/records.ts";

let world: RecordsWorld;
beforeAll(async () => {
  world = await recordsWorld();
});

/** A member that was given a quantity of an instrument, and what the records answer about it. */
async function holding(instrument: string, quantity: string) {
  const member = await givenMember(world.engine, { role: "enterprise" });
  const account = partyAccount(member.partyId);
  await world.record(await world.pay(account, quantity, undefined, instrument));
  const statement = await world.call({
    as: member.subject,
    method: "GET",
    path: `/records/statement?instrument=${encodeURIComponent(instrument)}`,
  });
  return { ...member, account, statement };
}

describe("ledger scales and terms by class", () => {
  it.each([
    ["CNY", "0.01", "0.001"],
    ["permit/SO2/ezhou/2026-12/2031-11", "0.001", "0.0001"],
    ["allowance/hubei/2026/2027-12", "25", "0.5"],
    ["offset/CCER", "40", "0.5"],
    ["right/forest/420704001/2026-07/2056-06", "12.3456", "0.00001"],
    ["income/ecological-compensation/0195a1b2", "33.3333", "0.00001"],
  ])("%s is stated to its last place and moves in no finer units", async (instrument, quantity, finer) => {
    const { account, statement } = await holding(instrument, quantity);
    expect(statement).toMatchObject({ status: 200, body: { available: quantity, held: "0" } });
    await expect(world.pay(account, finer, undefined, instrument)).rejects.toThrow("moves in units of");
  });

  it.each([
    ["right", "right/aquaculture/420704002/2026-07/2026-12", "2026-12"],
    ["allowance", "allowance/hubei/2025/2027-09", "2027-09"],
  ] as const satisfies readonly (readonly [InstrumentClass, string, string])[])(
    "a %s is due at its holder when its term ends, and moves only until then",
    async (name, instrument, lastMonth) => {
      const { account } = await holding(instrument, "3");
      const { engine, clock } = world;
      const due = () => dueKeys(openTable(engine.dynamo, engine.tables.Ledger), name, clock.now());
      expect(await due()).not.toContainEqual(positionKey(account, instrument));
      await world.pay(partyAccount("another"), "1", account, instrument);
      clock.moveTo(endOfMonth(lastMonth));
      expect(await due()).toContainEqual(positionKey(account, instrument));
      await expect(world.pay(partyAccount("another"), "1", account, instrument)).rejects.toThrow("can only be retired");
      await world.pay("retired:0", "2", account, instrument);
    },
  );

  it.each([
    "allowance/hubei/2026",
    "right/forest/420704001",
    "permit/SO2/ezhou/2026-12",
    "permit/SO2/ezhou/2026-13/2031-11",
    "CNY/1",
    "share/1",
  ])("the records refuse %s, which is the name of no instrument", async (instrument) => {
    const { subject } = await givenMember(world.engine, { role: "enterprise" });
    const path = `/records/statement?instrument=${encodeURIComponent(instrument)}`;
    expect(await world.call({ as: subject, method: "GET", path })).toMatchObject({
      body: { type: "/problems/validation-failed", errors: [{ pointer: "/query/instrument" }] },
    });
  });
});
