import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../../../infra/local-cloud/gateway/types.ts";
import { Decimal, plain, sum } from "../../../shared/kernel/decimal.ts";
import { runs } from "../../support/effort.ts";
import { ledgerSession } from "../../support/ledger-session.ts";
import { apply, describeLedger, emptyLedger, type LedgerCommand, type ReferenceLedger } from "../../support/reference-ledger.ts";
import { type Engines, startEngines } from "../local-cloud/gateway-fixture.ts";

const table = "Ledger";
const start = "2026-03-02T01:00:00.000Z";
const minutes = (count: number): string => new Date(Date.parse(start) + count * 60_000).toISOString();

// Few accounts and small numbers, so that commands meet on the same positions and many of them are refused.
const accounts = ["party:a", "party:b", "party:c", "bank:0"] as const;
const instruments = ["CNY", "quota/SO2/ezhou", "need/SO2/mill"] as const;
const account = fc.constantFrom(...accounts);
const two = fc.tuple(account, account).filter(([from, to]) => from !== to);
const quantity = fc.constantFrom("0.01", "1", "2.5", "3", "7.25", "10");
const instrument = fc.constantFrom(...instruments);
const purpose = fc.constantFrom("deposit", "unpaid-fee", "overdue-fee");
const holdNumber = fc.nat({ max: 11 });
const command: fc.Arbitrary<LedgerCommand> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("transfer" as const),
      instrument,
      to: account.filter((each) => each !== "bank:0"),
      from: fc.constant("bank:0"),
      quantity,
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(two, instrument, quantity)
      .map(([[from, to], name, amount]) => ({ kind: "transfer" as const, instrument: name, from, to, quantity: amount })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(two, quantity, quantity)
      .map(([[from, to], given, taken]) => ({ kind: "exchange" as const, from, to, gives: "CNY", given, takes: "quota/SO2/ezhou", taken })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(two, instrument, quantity)
      .filter(([[from]]) => from !== "bank:0")
      .map(([[from, to], name, amount]) => ({ kind: "empty" as const, instrument: name, from, to, quantity: amount })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(account, instrument, quantity, purpose, fc.option(fc.nat({ max: 8 })))
      .map(([holder, name, amount, heldFor, due]) => ({
        kind: "hold" as const,
        account: holder,
        instrument: name,
        quantity: amount,
        purpose: heldFor,
        ...(due !== null && { expiresAt: minutes(due) }),
      })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(holdNumber, account, quantity, fc.boolean())
      .map(([hold, to, amount, voidRest]) => ({ kind: "post" as const, hold, to, quantity: amount, voidRest })),
  },
  { weight: 3, arbitrary: fc.tuple(holdNumber, quantity).map(([hold, amount]) => ({ kind: "release" as const, hold, quantity: amount })) },
  { weight: 2, arbitrary: holdNumber.map((hold) => ({ kind: "void" as const, hold })) },
  { weight: 1, arbitrary: holdNumber.map((hold) => ({ kind: "expire" as const, hold })) },
);
const batches = fc.array(fc.array(command, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 7 });

const faults: readonly { readonly fault: Fault; readonly operation?: string; readonly probability: number }[] = [
  { fault: "transaction-conflict", operation: "TransactWriteItems", probability: 0.15 },
  { fault: "throttle", operation: "TransactWriteItems", probability: 0.1 },
  { fault: "throttle-request", probability: 0.05 },
  { fault: "lost-reply", probability: 0.1 },
];

describe("the ledger, on the real engine, against a tiny reference ledger", () => {
  let engines: Engines;
  let dynamo: DynamoDBClient;
  beforeAll(async () => {
    engines = await startEngines();
    await engines.createTable(table);
    dynamo = await engines.dynamo("administrator");
  });
  afterAll(() => engines.stop());

  async function sabotage(seed: number): Promise<void> {
    // A seed each: rules that draw the same numbers would hide the rarer ones behind the first.
    for (const [position, { fault, operation, probability }] of faults.entries()) {
      await engines.gateway.injectFault({
        match: { ...(operation && { operation }), probability, seed: seed * faults.length + position },
        fault,
      });
    }
  }

  it("one command after another is accepted or refused as the reference says, and leaves the same state", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 20 }), fc.nat(), async (commands, seed) => {
        const session = ledgerSession(dynamo, table, start);
        let expected = emptyLedger;
        await sabotage(seed);
        try {
          for (const [number, each] of commands.entries()) {
            session.clock.moveTo(minutes(number));
            const next = apply(expected, number, each, session.clock.now());
            expect(await session.insist(number, each), JSON.stringify(each)).toBe(next !== undefined);
            expected = next ?? expected;
          }
        } finally {
          await engines.gateway.clearFaults();
        }
        const found = await session.read();
        expect(found.text).toBe(describeLedger(expected));
        assertSound(found.state);
      }),
      { numRuns: runs(30) },
    );
  });

  it("commands at the same moment, under throttling, conflicts and lost replies, end as in some order of the reference", async () => {
    await fc.assert(
      fc.asyncProperty(batches, fc.nat(), async (rounds, seed) => {
        const session = ledgerSession(dynamo, table, start);
        let expected = emptyLedger;
        let number = 0;
        for (const [round, commands] of rounds.entries()) {
          session.clock.moveTo(minutes(round));
          const first = number;
          number += commands.length;
          await sabotage(seed + round);
          const accepted = await Promise.all(commands.map((each, position) => session.insist(first + position, each)));
          await engines.gateway.clearFaults();
          const found = await session.read();
          assertSound(found.state);
          const explained = orders(
            commands.map((each, position) => ({ each, number: first + position, accepted: accepted[position] === true })),
          )
            .map((order) => replay(expected, order, session.clock.now()))
            .find((state) => state !== undefined && describeLedger(state) === found.text);
          expect(explained, `no order of ${JSON.stringify({ commands, accepted })} explains\n${found.text}`).toBeDefined();
          expected = explained ?? expected;
        }
      }),
      { numRuns: runs(30) },
    );
  });

  it("a position is emptied of exactly its balance, and a credit lists it again", async () => {
    const session = ledgerSession(dynamo, table, start);
    const cash = { instrument: "CNY", from: "party:a", to: "party:b" } as const;
    const commands: readonly (readonly [LedgerCommand, accepted: boolean])[] = [
      [{ kind: "transfer", instrument: "CNY", from: "bank:0", to: "party:a", quantity: "10" }, true],
      [{ kind: "empty", ...cash, quantity: "7.25" }, false],
      [{ kind: "empty", ...cash, quantity: "10" }, true],
      [{ kind: "transfer", instrument: "CNY", from: "bank:0", to: "party:a", quantity: "1" }, true],
      [{ kind: "hold", instrument: "CNY", account: "party:b", quantity: "3", purpose: "deposit" }, true],
      [{ kind: "empty", instrument: "CNY", from: "party:b", to: "party:a", quantity: "7" }, false],
      [{ kind: "empty", ...cash, quantity: "1" }, true],
    ];
    for (const [number, [each, accepted]] of commands.entries())
      expect(await session.insist(number, each), `command ${number}`).toBe(accepted);
    const { text, state } = await session.read();
    expect(text).toContain("party:a CNY: 0 available, 0 held, 4 entries, not listed");
    assertSound(state);
  });

  it("the reference tells a wrong ledger from a right one", () => {
    const funded = apply(emptyLedger, 0, { kind: "transfer", instrument: "CNY", from: "bank:0", to: "party:a", quantity: "10" }, start);
    const twice = funded && apply(funded, 1, { kind: "transfer", instrument: "CNY", from: "bank:0", to: "party:a", quantity: "10" }, start);
    expect(funded && twice && describeLedger(funded) === describeLedger(twice)).toBe(false);
    expect(
      funded && apply(funded, 1, { kind: "hold", instrument: "CNY", account: "party:a", quantity: "10.01", purpose: "deposit" }, start),
    ).toBeUndefined();
  });
});

interface Attempt {
  readonly each: LedgerCommand;
  readonly number: number;
  readonly accepted: boolean;
}

function orders<Element>(elements: readonly Element[]): readonly (readonly Element[])[] {
  if (elements.length <= 1) return [elements];
  return elements.flatMap((first, position) => orders(elements.toSpliced(position, 1)).map((rest) => [first, ...rest]));
}

/** The state after the attempts in this order; undefined when one of them would have ended otherwise. */
function replay(state: ReferenceLedger, order: readonly Attempt[], now: string): ReferenceLedger | undefined {
  let present = state;
  for (const { each, number, accepted } of order) {
    const next = apply(present, number, each, now);
    if ((next !== undefined) !== accepted) return undefined;
    present = next ?? present;
  }
  return present;
}

/** Promise 1: every instrument sums to zero over what is listed under it, and nothing but the outside world is below zero. */
function assertSound(state: ReferenceLedger): void {
  const sums = new Map<string, Decimal>();
  for (const [key, { available, held, heldFor, listed }] of state.positions) {
    const [owner = "", name = ""] = key.split(" ");
    expect(plain(sum(Object.values(heldFor))), `${key}: what is held by purpose adds up`).toBe(plain(held));
    if (!listed) {
      expect(available.isZero() && held.isZero(), `${key} is listed unless it is empty`).toBe(true);
      continue;
    }
    sums.set(name, (sums.get(name) ?? new Decimal(0)).plus(available).plus(held));
    if (!owner.startsWith("bank:")) expect(available.gte(0) && held.gte(0), key).toBe(true);
  }
  for (const [name, total] of sums) expect(total.isZero(), name).toBe(true);
}
