import { randomUUID } from "node:crypto";
import { type AttributeValue, type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";
import { Decimal } from "../../shared/kernel/decimal.ts";
import { accept, type Outcome, type Refusal, refuse } from "../../shared/kernel/outcome.ts";
import type { LedgerEntry } from "../../shared/ledger/entry.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { type Hold, holdCodec, instrumentStripe, positionCodec } from "../../shared/ledger/rows.ts";
import { runCommand } from "../../shared/store/command.ts";
import { testClock } from "./clock.ts";
import { describeLedger, type LedgerCommand, type ReferenceLedger, type ReferencePosition } from "./reference-ledger.ts";

/** Ledger commands as use cases send them, on accounts of their own. */
export function ledgerSession(dynamo: DynamoDBClient, table: string, start: string) {
  const run = randomUUID();
  const clock = testClock(start);
  const ledger = openLedger(dynamo, table);
  const owned = (name: string): string => (name.startsWith("bank:") ? `bank:${run}` : `${name}-${run}`);
  const named = (name: string): string => name.replace(`-${run}`, "").replace(`bank:${run}`, "bank:0");
  // Ids are new on every attempt, as in commands: only the idempotency row prevents a second effect.
  const holdNumbers = new Map<string, number>();
  const holders = new Map<number, { readonly account: string; readonly instrument: string; readonly holdId: string }>();

  async function pendingHold(number: number): Promise<Hold | undefined> {
    const at = holders.get(number);
    const hold = at && (await ledger.hold(owned(at.account), at.instrument, at.holdId));
    return hold?.state === "pending" ? hold : undefined;
  }

  async function decide(
    number: number,
    each: LedgerCommand,
  ): Promise<Outcome<{ response: { holdId: string }; writes: ReturnType<LedgerEntry["writes"]> }>> {
    const now = clock.now();
    const entry = ledger.newEntry<Refusal>({
      factId: randomUUID(),
      occurredAt: now,
      actor: "test",
      parties: [],
      areas: ["420700"],
      cause: { kind: each.kind, reference: String(number) },
    });
    const holdId = `${run}-${randomUUID()}`;
    const uncovered = refuse({ code: "uncovered" }).refusal;
    const decided = (): Outcome<{ response: { holdId: string }; writes: ReturnType<LedgerEntry["writes"]> }> =>
      accept({ response: { holdId }, writes: entry.writes() });
    if (each.kind === "transfer") {
      entry.transfer({
        instrument: each.instrument,
        from: owned(each.from),
        to: owned(each.to),
        quantity: new Decimal(each.quantity),
        shortage: uncovered,
      });
      return decided();
    }
    if (each.kind === "empty") {
      const { instrument, quantity } = each;
      const from = owned(each.from);
      entry.transfer({ instrument, from, to: owned(each.to), quantity: new Decimal(quantity), shortage: uncovered });
      entry.empties(from, instrument);
      return decided();
    }
    if (each.kind === "exchange") {
      entry.transfer({
        instrument: each.gives,
        from: owned(each.from),
        to: owned(each.to),
        quantity: new Decimal(each.given),
        shortage: uncovered,
      });
      entry.transfer({
        instrument: each.takes,
        from: owned(each.to),
        to: owned(each.from),
        quantity: new Decimal(each.taken),
        shortage: uncovered,
      });
      return decided();
    }
    if (each.kind === "hold") {
      const { expiresAt } = each;
      entry.hold({
        holdId,
        account: owned(each.account),
        instrument: each.instrument,
        quantity: new Decimal(each.quantity),
        purpose: each.purpose,
        ...(expiresAt && { expiresAt }),
        shortage: uncovered,
      });
      return decided();
    }
    const hold = await pendingHold(each.hold);
    if (!hold) return refuse({ code: "not-pending" });
    const lapsed = hold.expiresAt !== undefined && hold.expiresAt <= now;
    if (each.kind === "post") {
      const amount = new Decimal(each.quantity);
      if (lapsed || amount.gt(hold.remaining)) return refuse({ code: "not-payable" });
      entry.post(hold, owned(each.to), amount);
      if (each.voidRest) entry.voidRest(hold);
    } else if (each.kind === "release") {
      const amount = new Decimal(each.quantity);
      if (amount.gt(hold.remaining)) return refuse({ code: "not-held" });
      entry.release(hold, amount);
    } else {
      if (each.kind === "expire" && !lapsed) return refuse({ code: "not-due" });
      entry.voidRest(hold, each.kind === "expire" ? "expired" : "voided");
    }
    return decided();
  }

  async function untilKnown(number: number, each: LedgerCommand): ReturnType<typeof send> {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      try {
        return await send(number, each);
      } catch {
        // Unknown outcome: lost reply or busy store. Retrying with the same key is safe.
      }
    }
    throw new Error("the outcome stayed unknown");
  }

  function send(number: number, each: LedgerCommand) {
    const endpoint = { operationId: each.kind, roles: ["enterprise"] };
    const call = { endpoint, caller: { subject: "test", partyId: run }, params: {}, body: each, key: String(number) };
    return runCommand({ dynamo, clock, own: ledger.table }, call, () => decide(number, each));
  }

  return {
    clock,
    /** Sends a command with the same key until its outcome is known, as a client does; returns whether it was accepted. */
    async insist(number: number, each: LedgerCommand): Promise<boolean> {
      const outcome = await untilKnown(number, each);
      if (!outcome.ok) return false;
      if (each.kind === "hold") {
        const { holdId } = outcome.value.response;
        holders.set(number, { account: each.account, instrument: each.instrument, holdId });
        holdNumbers.set(holdId, number);
      }
      // Sent again it is accepted again, whatever the balance is by now.
      expect(await untilKnown(number, each)).toEqual(accept({ response: outcome.value.response, replayed: true }));
      return true;
    },
    /** Reads everything the run left in the ledger, by a scan that product code never makes. */
    async read(): Promise<{ readonly state: ReferenceLedger; readonly text: string }> {
      const positions = new Map<string, ReferencePosition>();
      const holds: Record<number, Pick<Hold, "state" | "remaining" | "account" | "instrument" | "purpose">> = {};
      let after: Record<string, AttributeValue> | undefined;
      do {
        const page = await dynamo.send(
          new ScanCommand({
            TableName: table,
            ConsistentRead: true,
            ...(after && { ExclusiveStartKey: after }),
            FilterExpression: "contains(pk, :run) AND begins_with(sk, :position) OR contains(sk, :run)",
            ExpressionAttributeValues: { ":run": { S: run }, ":position": { S: "position#" } },
          }),
        );
        after = page.LastEvaluatedKey;
        for (const item of page.Items ?? []) {
          if (item.sk?.S?.startsWith("position#")) {
            const { account: owner, instrument: name, available, held, heldFor, entries } = positionCodec.decode(item);
            const listed = item.instrumentStripe?.S === instrumentStripe(name, owner);
            positions.set(`${named(owner)} ${name}`, { available, held, heldFor, entries, listed });
          } else {
            const hold = holdCodec.decode(item);
            // A hold that no command reported is an error: it gets a number that the reference doesn't have.
            holds[holdNumbers.get(hold.holdId) ?? -1] = hold;
          }
        }
      } while (after);
      const state = { positions, holds: new Map(Object.entries(holds).map(([number, hold]) => [Number(number), hold])) };
      return { state, text: describeLedger(state) };
    },
  };
}
