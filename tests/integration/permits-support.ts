import { randomUUID } from "node:crypto";
import { api } from "../../functions/permits/api.ts";
import { type PermitsPorts, permitsPorts } from "../../functions/permits/ports.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import type { Refusal } from "../../shared/kernel/outcome.ts";
import { capAccount, reserveAccount } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { headroom, quota } from "../../shared/permits/instruments.ts";
import { commit } from "../../shared/store/transaction.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { frontDoor } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { approvedByColleague } from "../support/second-person.ts";

/** The permits context on the shared engine, with a clock of its own. */
export interface PermitsWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly ports: PermitsPorts;
  readonly call: ReturnType<typeof frontDoor>;
}

/** Permits behind their front door; the clock stands at 2026-03-02, 9 o'clock in Shanghai. */
export async function permitsWorld(on: Promise<Engine> = sharedEngine()): Promise<PermitsWorld> {
  const engine = await on;
  const clock = testClock();
  const granted = await grantedOn(engine, clock);
  return { engine, clock, ports: permitsPorts(granted), call: approvedByColleague(engine, frontDoor(api.open(granted))) };
}

/** An admitted enterprise with one site in Gedian, on Liangzi Lake. */
export async function givenEnterprise(engine: Engine, area = "gedian") {
  const member = await givenMember(engine, { role: "enterprise", area });
  const site = await givenSite(engine, member.partyId, { area, basin: "liangzi-lake" });
  return { ...member, site };
}

/** An empty ledger entry now. */
export function anEntry<R extends Refusal>({ engine, clock }: Pick<PermitsWorld, "engine" | "clock">): LedgerEntry<R> {
  return new LedgerEntry<R>(engine.tables.Ledger, {
    factId: randomUUID(),
    occurredAt: clock.now(),
    actor: "test",
    parties: [],
    areas: ["420700"],
    cause: { kind: "test", reference: "test" },
  });
}

/** A pool nobody else uses, with quota in its reserve and the same headroom in tonne-months in each of the years. */
export async function givenPool(
  world: PermitsWorld,
  given: { quota: string; headroom: Readonly<Record<string, string>> },
): Promise<string> {
  const pool = `pool-${randomUUID()}`;
  const entry = anEntry<never>(world);
  entry.transfer({ instrument: quota("COD", pool), from: "issue:0", to: reserveAccount(pool), quantity: decimal(given.quota) });
  for (const [year, room] of Object.entries(given.headroom)) {
    entry.transfer({ instrument: headroom("COD", pool, year), from: "issue:0", to: capAccount(pool), quantity: decimal(room) });
  }
  await commit(world.engine.dynamo, entry.writes());
  return pool;
}
