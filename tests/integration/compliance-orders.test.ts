import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { complianceFacts } from "../../functions/compliance/contract.ts";
import { heardOfTransfer } from "../../functions/compliance/obligations/heard.ts";
import { historyOf } from "../../functions/compliance/obligations/history.ts";
import { bytesOf, rebuilt } from "../../functions/compliance/obligations/rebuild-obligation.ts";
import { inputsOf, recalculate } from "../../functions/compliance/obligations/recalculate.ts";
import { inputRow, obligationItem, rowOf } from "../../functions/compliance/obligations/store.ts";
import { type ObligationName, obligationIdOf } from "../../functions/compliance/obligations/subject.ts";
import { compliancePorts, hearingPorts } from "../../functions/compliance/ports.ts";
import { licencesFacts } from "../../functions/licences/contract.ts";
import { factRows } from "../../functions/records/facts/recorded-facts.ts";
import { postingRows } from "../../functions/records/statements/postings.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import type { Fact, FactSchema } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { type TransferData, transferFact } from "../../shared/ledger/contract.ts";
import { positionCodec, positionKey } from "../../shared/ledger/rows.ts";
import { keyOf, putItems } from "../../shared/store/client.ts";
import { factCodec, factKey } from "../../shared/store/fact-store.ts";
import { testClock } from "../support/clock.ts";
import { complianceEar } from "../support/compliance.ts";
import { runs } from "../support/effort.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { type Granted, grantedOn } from "../support/granted.ts";

const instrument = "permit/COD/liangzi-lake/2026-03/2026-12";
const now = "2027-02-10T01:00:00.000Z";

/** What happens to a site, in whole kilograms; a month is one of 2026. */
type Event =
  | { readonly kind: "moved"; readonly month: number; readonly kg: number }
  | {
      readonly kind: "held";
      readonly month: number;
      readonly kg: number;
      readonly purpose: "pledge" | "freeze" | "overdue-fee" | "storage";
    }
  | { readonly kind: "recorded"; readonly month: number; readonly kg: number }
  | { readonly kind: "declared"; readonly month: number; readonly kg: number }
  | { readonly kind: "reversed"; readonly month: number };

const month = fc.integer({ min: 1, max: 12 });
const kg = fc.integer({ min: 1, max: 9_999 });
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constant("moved" as const), month, kg: fc.integer({ min: -3_000, max: 9_999 }) }),
  fc.record({
    ...{ kind: fc.constant("held" as const), month, kg },
    purpose: fc.constantFrom("pledge" as const, "freeze" as const, "overdue-fee" as const, "storage" as const),
  }),
  fc.record({ kind: fc.constant("recorded" as const), month, kg }),
  fc.record({ kind: fc.constant("declared" as const), month, kg }),
  fc.record({ kind: fc.constant("reversed" as const), month }),
);

describe("obligations under facts in any order", () => {
  let engine: Engine;
  let granted: Granted;
  let ear: (fact: Fact) => Promise<void>;
  const clock = testClock(now);
  beforeAll(async () => {
    // Its facts say only what obligations read: who lists the facts of an area must not find them.
    engine = await engineWithOwn("Records");
    granted = await grantedOn(engine, clock);
    ear = complianceEar(granted);
  });

  const tonnes = (kilograms: number) => decimal((kilograms / 1000).toFixed(3)).toFixed();
  /** The facts of some events at a fresh site, a second apart; declarations are versions, and a reversal takes the last of them back. */
  function factsOf(events: readonly Event[]) {
    const [siteId, partyId] = [randomUUID(), randomUUID()];
    const named = { siteId, siteName: "Works", partyId, partyName: "Mill", creditCode: "91", area: "420703" };
    let version = 0;
    const inOrder = events
      .map((each, place) => ({ each, place }))
      .sort((one, other) => one.each.month - other.each.month || one.place - other.place);
    const facts = inOrder.flatMap(({ each }, place): Fact[] => {
      const occurredAt = `2026-${String(each.month).padStart(2, "0")}-10T01:00:${String(place).padStart(2, "0")}.000Z`;
      const fact = <Schema extends FactSchema>(schema: Schema, data: unknown): Fact[] => [
        {
          ...{ factId: randomUUID(), factType: schema.factType, schemaVersion: schema.schemaVersion, occurredAt },
          ...{ actor: "test", parties: [partyId], areas: ["420703"], data: schema.data.parse(data) },
        },
      ];
      const posting = { account: `site:${siteId}`, instrument };
      const cause = { kind: "test", reference: "test" };
      const declared = { declarationId: `${siteId}.${version}`, ...named, licenceNumber: "L", pollutant: "COD", year: "2026", version };
      const figures = { aboveLimitTonnes: "0", method: "manual", documentNumber: "X" };
      switch (each.kind) {
        case "moved":
          return fact(transferFact, { cause, postings: [{ ...posting, available: tonnes(each.kg), held: "0" }] });
        case "held": {
          const held = tonnes(each.kg);
          return fact(transferFact, {
            cause,
            postings: [{ ...posting, available: tonnes(-each.kg), held, heldFor: { [each.purpose]: held } }],
          });
        }
        case "recorded": {
          const licence = { licenceNumber: "L", validFrom: "2026-01-01", validUntil: "2030-12-31" };
          const record = { ...named, ...licence, instrument, pollutant: "COD", recordedTonnes: tonnes(each.kg), previousTonnes: "0" };
          return fact(licencesFacts.permitRecorded, { ...record, documentNumber: "X" });
        }
        case "declared": {
          version += 1;
          const declarationId = `${siteId}.${version}`;
          return fact(complianceFacts.dischargeAccepted, { ...declared, declarationId, version, tonnes: tonnes(each.kg), ...figures });
        }
        default:
          return version === 0 ? [] : fact(complianceFacts.dischargeReversed, { ...declared, tonnes: "1", ...figures, reason: "mistake" });
      }
    });
    const name: ObligationName = { subject: { kind: "discharge", siteId, pollutant: "COD" }, year: "2026" };
    return { facts, name, siteId, partyId };
  }

  /** The obligation in a few words: what is held at the end of each month, in kilograms, as little clever as possible. */
  function reference(events: readonly Event[]) {
    const until = (month: number) => events.filter((each) => each.month <= month);
    const kilograms = (of: readonly Event[], fits: (each: Event) => boolean) =>
      of.reduce((sum, each) => sum + (fits(each) && "kg" in each ? each.kg : 0), 0);
    const records = events.filter(({ kind }) => kind === "recorded").toSorted((one, other) => one.month - other.month);
    let counting = 0;
    for (let month = 3; month <= 12; month += 1) {
      const moved = kilograms(until(month), ({ kind }) => kind === "moved");
      const gone = kilograms(until(month), (each) => each.kind === "held" && ["overdue-fee", "storage"].includes(each.purpose));
      const record = records.findLast((each) => each.month <= month) ?? records[0];
      counting += Math.max(0, Math.min(moved - gone, record && "kg" in record ? record.kg : 0));
    }
    const heldKg = Math.trunc(counting / 12);
    const last = events
      .toSorted((one, other) => one.month - other.month)
      .findLast(({ kind }) => kind === "declared" || kind === "reversed");
    const requiredKg = last?.kind === "declared" ? last.kg : undefined;
    const gapKg = Math.max(0, (requiredKg ?? 0) - heldKg);
    const state = requiredKg === undefined ? "open" : gapKg === 0 ? "covered" : "short";
    return { heldKg, requiredKg, gapKg, state };
  }

  /** Keeps facts where records and the ledger keep them. */
  async function keep({ facts, siteId }: ReturnType<typeof factsOf>): Promise<void> {
    const entries = facts.filter(({ factType }) => factType === "transfer") as Fact<TransferData>[];
    const account = `site:${siteId}`;
    const position = { account, instrument, available: decimal("0"), held: decimal("0"), heldFor: {}, entries: 1 };
    await putItems(engine.dynamo, engine.tables.Records, [
      ...facts.filter(({ factType }) => factType !== "transfer").flatMap(factRows),
      ...entries.flatMap(postingRows),
    ]);
    await putItems(engine.dynamo, engine.tables.Ledger, [
      { ...keyOf(positionKey(account, instrument)), ...positionCodec.encode(position) },
      ...entries.map((fact) => ({ ...keyOf(factKey(fact.factId)), ...factCodec.encode(fact) })),
    ]);
  }

  it("late, reordered and repeated facts end in the state that the facts say, which rebuilding gives to the byte", async () => {
    const ports = compliancePorts(granted);
    const orders = fc.array(event, { minLength: 1, maxLength: 9 }).chain((events) =>
      fc.record({
        events: fc.constant(events),
        order: fc.shuffledSubarray([...events.keys()], { minLength: events.length }),
        repeated: fc.subarray([...events.keys()]),
        atOnce: fc.integer({ min: 1, max: 6 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ({ events, order, repeated, atOnce }) => {
        const made = factsOf(events);
        await keep(made);
        const told = [...order, ...repeated].flatMap((place) => made.facts[place] ?? []);
        for (let start = 0; start < told.length; start += atOnce) await Promise.all(told.slice(start, start + atOnce).map(ear));
        const live = await ports.own.obligation(obligationIdOf(made.name));
        const { derived, missing } = await rebuilt(ports, made.name, made.partyId);
        expect(missing).toEqual([]);
        expect(bytesOf(live && obligationItem(live))).toBe(bytesOf(derived && obligationItem(rowOf(derived, 1))));
        const named = made.facts.some(({ factType }) => ["permit-recorded", "discharge-accepted"].includes(factType));
        expect(live !== undefined).toBe(named);
        if (!named) return;
        const expected = reference(events);
        const row = required(live, "obligation");
        const kilograms = (value: { times: (by: number) => { toNumber: () => number } } | undefined) => value?.times(1000).toNumber();
        expect({
          ...{
            heldKg: kilograms(row.heldTonnes),
            requiredKg: kilograms(row.requiredTonnes),
            gapKg: kilograms(row.gapTonnes),
            state: row.state,
          },
        }).toEqual(expected);
        // The history ends where the obligation stands, whatever came first.
        const last = historyOf(made.name, await inputsOf(ports.own, made.name), clock.now()).at(-1)?.to;
        expect(last && [last.state, last.gapTonnes.toFixed()]).toEqual([row.state, row.gapTonnes.toFixed()]);
      }),
      { numRuns: runs(80) },
    );
  }, 60_000);

  it("a slower recalculation can't overwrite a newer one, nor what needed no write", async () => {
    const made = factsOf([
      { kind: "recorded", month: 3, kg: 9_000 },
      { kind: "moved", month: 3, kg: 9_000 },
      { kind: "declared", month: 4, kg: 1_000 },
      { kind: "held", month: 5, kg: 3_000, purpose: "storage" },
    ]);
    const [record, move, declared, stored] = made.facts as [Fact, Fact, Fact, Fact];
    for (const fact of [record, move, declared]) await ear(fact);
    const ports = hearingPorts(granted);
    const id = obligationIdOf(made.name);
    const before = required(await ports.own.obligation(id), "obligation");
    // A recalculation that has heard of a fact waits before it writes; meanwhile another fact takes back what the first one said, so that its own
    // recalculation finds nothing to write.
    let reached: () => void = () => {};
    let goOn: () => void = () => {};
    const hasRead = new Promise<void>((resolve) => (reached = resolve));
    const waits = new Promise<void>((resolve) => (goOn = resolve));
    let slow = true;
    const slower = {
      ...ports,
      own: {
        ...ports.own,
        inputs: async (subject: Parameters<typeof ports.own.inputs>[0]) => {
          const found = await ports.own.inputs(subject);
          if (!slow) return found;
          slow = false;
          reached();
          await waits;
          return found;
        },
      },
    };
    await ports.own.inputsPut(heardOfTransfer(stored as Fact<TransferData>).map(inputRow));
    const running = recalculate(slower, made.name);
    await hasRead;
    const given = { ...(stored as Fact<TransferData>), factId: randomUUID(), occurredAt: "2026-05-10T02:00:00.000Z" };
    const back = { account: `site:${made.siteId}`, instrument, available: "3", held: "-3", heldFor: { storage: "-3" } };
    await ear({ ...given, data: { ...given.data, postings: [back] } });
    const newer = required(await ports.own.obligation(id), "obligation");
    expect(newer.version).toBe(before.version);
    goOn();
    await running;
    const after = required(await ports.own.obligation(id), "obligation");
    expect(bytesOf(obligationItem(after))).toBe(bytesOf(obligationItem(before)));
  });

  it("writes nothing where a fact is heard again, or one that changes nothing", async () => {
    const made = factsOf([
      { kind: "recorded", month: 3, kg: 5_000 },
      { kind: "moved", month: 3, kg: 9_000 },
      { kind: "declared", month: 4, kg: 1_000 },
      // More of what is not in the licence.
      { kind: "moved", month: 5, kg: 1_000 },
    ]);
    const ports = hearingPorts(granted);
    for (const fact of made.facts.slice(0, 3)) await ear(fact);
    const { version } = required(await ports.own.obligation(obligationIdOf(made.name)), "obligation");
    for (const fact of [...made.facts, ...made.facts]) await ear(fact);
    expect((await ports.own.obligation(obligationIdOf(made.name)))?.version).toBe(version);
  });
});
