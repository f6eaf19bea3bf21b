import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { blockReader } from "../../functions/records/sealing/blocks.ts";
import { checkBlock } from "../../functions/records/trades/checks/check-block.ts";
import type { RecordDifference } from "../../functions/records/trades/checks/difference.ts";
import { entryRows } from "../../functions/records/trades/checks/entry-rows.ts";
import { exceptionStore } from "../../functions/records/trades/checks/exception-store.ts";
import { differenceStore } from "../../functions/records/trades/checks/store.ts";
import { recordsOf } from "../../functions/records/trades/record-trade.ts";
import { recordRows } from "../../functions/records/trades/rows.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Role } from "../../shared/kernel/endpoint.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { TransferData } from "../../shared/ledger/contract.ts";
import type { TradeRecord } from "../../shared/records/trade-record.ts";
import { awardFacts } from "../bench/award-facts.ts";
import { grantedOn } from "../support/granted.ts";
import { givenMember } from "../support/members.ts";
import { recordsDoor } from "../support/records-door.ts";
import { openSealing, type SealingWorld } from "../support/sealing.ts";

const start = "2026-03-02T03:00:00.000Z";

/** The entry of a settled award: permits to the site, price and fee from the buyer's cash. */
function entryOfAward({ factId, occurredAt, data }: Fact, change: Partial<Record<"tonnes" | "paid", string>> = {}): Fact<TransferData> {
  const award = data as Readonly<Record<string, string>>;
  const tonnes = change.tonnes ?? String(Number(award.quantity) - Number(award.retiredTonnes));
  const paid = change.paid ?? String(Number(award.amount) + Number(award.fee));
  const posting = (account: string, instrument: string, available: string) => ({ account, instrument, available, held: "0" });
  return {
    ...{ factId, occurredAt, factType: "transfer", schemaVersion: 1, actor: "test", parties: [], areas: ["420700"] },
    data: {
      cause: { kind: "award-settled", reference: String(award.enrolmentId) },
      postings: [posting(`site:${award.siteId}`, String(award.instrument), tonnes), posting(`party:${award.partyId}`, "CNY", `-${paid}`)],
    },
  };
}

describe("the check of sealed records against the ledger", () => {
  let world: SealingWorld;
  const warned: RecordDifference[] = [];
  beforeEach(async () => {
    world = await openSealing(start);
    warned.length = 0;
  });

  /** Seals what was recorded, and checks every block as its consumer does. */
  async function check(): Promise<void> {
    const { engine, seals, records } = world;
    const ports = {
      ...{ blocks: blockReader(seals, records), records, differences: differenceStore(engine.dynamo, records) },
      exceptions: exceptionStore(records),
      warn: (difference: RecordDifference) => void warned.push(difference),
    };
    for (const n of world.told) await checkBlock(ports, { n });
  }
  async function sealed(facts: readonly Fact[], entries: readonly Fact<TransferData>[]): Promise<void> {
    await world.records.putAll(entries.flatMap(entryRows));
    await world.record(facts);
    world.clock.moveTo(plusSeconds(start, 3_600));
    await world.seal();
  }
  async function listed(as?: string): Promise<readonly RecordDifference[]> {
    const granted = await grantedOn(world.engine, world.clock);
    const operator = as ?? (await givenMember(world.engine, { role: "operator" })).subject;
    const answer = await recordsDoor(granted)({ as: operator, method: "GET", path: "/records/differences?purpose=review" });
    expect(answer, answer.text).toMatchObject({ status: 200 });
    return (answer.body as { readonly items: readonly RecordDifference[] }).items;
  }

  it("finds nothing where every record says what the ledger moved", async () => {
    const facts = awardFacts(5, start);
    await sealed(
      facts,
      facts.map((fact) => entryOfAward(fact)),
    );
    await check();
    expect([warned, await listed()]).toEqual([[], []]);
  });

  it("warns of one kilogram and of one fen, lists both for the authorities of the record's area, and for nobody else", async () => {
    const [one, other] = awardFacts(2, start) as [Fact, Fact];
    const { amount = "", fee = "" } = other.data as Readonly<Record<string, string>>;
    await sealed(
      [one, other],
      [entryOfAward(one, { tonnes: "0.001" }), entryOfAward(other, { paid: String(Number(amount) + Number(fee) + 0.01) })],
    );
    await check();
    const found = warned.map(({ factType, instrument, ledgerChange, found: what }) => [
      factType,
      instrument.split("/")[0],
      ledgerChange,
      what,
    ]);
    expect(found).toHaveLength(2);
    expect(new Set(found.map(([, name]) => name))).toEqual(new Set(["permit", "CNY"]));
    expect(found.every(([, , , what]) => what === "figures-differ")).toBe(true);
    expect(await listed()).toHaveLength(2);
    const district = await givenMember(world.engine, { role: "regulator", area: "420704" });
    expect(await listed(district.subject)).toHaveLength(2);
    const elsewhere = await givenMember(world.engine, { role: "regulator", area: "420702" });
    expect(await listed(elsewhere.subject)).toEqual([]);
  });

  it("warns where the ledger has no entry at all, lists it once however often it is checked, and no more once it is repaired", async () => {
    const [fact] = awardFacts(1, start) as [Fact];
    await sealed([fact], []);
    await check();
    await check();
    expect(new Set(warned.map(({ found }) => found))).toEqual(new Set(["entry-missing"]));
    expect(await listed()).toHaveLength(2);
    await world.records.putAll(entryRows(entryOfAward(fact)));
    await check();
    expect(await listed()).toEqual([]);
  });

  it("does not take another entry of the same instant for the one of the record", async () => {
    const [fact] = awardFacts(1, start) as [Fact];
    const another = { ...entryOfAward(fact), factId: randomUUID() };
    const { cause } = entryOfAward(fact).data;
    await sealed([fact], [entryOfAward(fact), { ...another, data: { ...another.data, cause: { ...cause, reference: randomUUID() } } }]);
    await check();
    expect(warned).toEqual([]);
  });
});

describe("late records and reversals", () => {
  it("are listed once sealed, by what they are and by area, once however often a block is told, and name no party", async () => {
    const world = await openSealing(start);
    const [early, late] = awardFacts(2, start).map((fact, place) => ({ ...fact, occurredAt: plusSeconds(start, place === 0 ? 60 : 10) }));
    invariant(early !== undefined && late !== undefined, "two facts");
    const [taken] = recordsOf(early);
    invariant(taken !== undefined, "a record");
    const reversal: TradeRecord = {
      ...{
        ...taken,
        recordId: `${taken.recordId}.taken-back`,
        reverses: taken.recordId,
        quantity: `-${taken.quantity}`,
        amount: `-${taken.amount}`,
      },
      occurredAt: plusSeconds(start, 90),
    };
    await world.record([early]);
    await world.records.putAll(recordRows(reversal));
    world.clock.moveTo(plusSeconds(start, 3_600));
    await world.seal();
    // Before the instant up to which everything is sealed.
    await world.record([late]);
    world.clock.moveTo(plusSeconds(start, 3_700));
    await world.seal();
    const { engine, seals, records } = world;
    const ports = {
      ...{ blocks: blockReader(seals, records), records, differences: differenceStore(engine.dynamo, records) },
      ...{ exceptions: exceptionStore(records), warn: () => undefined },
    };
    for (const n of [...world.told, ...world.told]) await checkBlock(ports, { n });
    const door = recordsDoor(await grantedOn(engine, world.clock));
    const of = async (role: Role, area: string, query = "") => {
      const { subject } = await givenMember(engine, { role, area });
      const { status, body } = await door({ as: subject, method: "GET", path: `/records/exceptions${query}` });
      expect(status, JSON.stringify(body)).toBe(200);
      return (body as { readonly items: readonly Readonly<Record<string, unknown>>[] }).items;
    };
    const [lateId] = recordsOf(late).map(({ recordId }) => recordId);
    const tookBack = { recordId: reversal.recordId, kind: "award", late: false, reverses: taken.recordId, occurredAt: reversal.occurredAt };
    const cameLate = { recordId: lateId, kind: "award", late: true, occurredAt: late.occurredAt };
    expect(await of("regulator", "420700")).toEqual([
      { ...tookBack, block: expect.any(Number) },
      { ...cameLate, block: expect.any(Number) },
    ]);
    expect(await of("operator", "420700", "?what=late")).toMatchObject([cameLate]);
    expect(await of("regulator", "420700", "?what=reversal")).toMatchObject([tookBack]);
    const { body, status } = await door({
      ...{ as: (await givenMember(engine, { role: "regulator", area: "420702" })).subject, method: "GET" },
      path: "/records/exceptions?area=420700",
    });
    expect({ status, type: (body as { type: string }).type }).toEqual({ status: 404, type: "/problems/not-found" });
  });
});
