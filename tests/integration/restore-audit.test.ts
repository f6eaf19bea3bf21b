import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { sweepHouseAccounts } from "../../functions/cash/sweep-house-accounts.ts";
import { factRows } from "../../functions/records/facts/recorded-facts.ts";
import { contexts } from "../../functions/registry.ts";
import { type Audit, auditTables, ledgerClaims } from "../../infra/restore/audit.ts";
import { reportOf } from "../../infra/restore/audit-report.ts";
import { rowsOf, tableNames } from "../../infra/restore/table-set.ts";
import { functionsOf } from "../../shared/deployment/derive.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { Item } from "../../shared/store/client.ts";
import { decodeFact } from "../../shared/store/fact-store.ts";
import { type AuctionHouse, type Bidder, enrolmentPath, openAuctionHouse } from "../support/auction-house.ts";
import { accountOf } from "../support/bank.ts";
import { type Engine, startEngine, type TableName } from "../support/engine.ts";

/** All rows of all tables by table and key. */
type Snapshot = ReadonlyMap<string, ReadonlyMap<string, Item>>;

async function snapshotOf({ dynamo, tables }: Engine): Promise<Snapshot> {
  const read = async (table: string) => {
    const rows = await Array.fromAsync(rowsOf(dynamo, required(tables[table as TableName], table)));
    return [table, new Map(rows.map((row) => [`${row.pk?.S} ${row.sk?.S}`, row]))] as const;
  };
  return new Map(await Promise.all(tableNames.map(read)));
}

function audit(snapshot: Snapshot): Promise<Audit> {
  return auditTables(async function* (table) {
    yield* snapshot.get(table)?.values() ?? [];
  });
}

/** The tables as a restore may give them: some of them have not seen the last command yet. */
function torn(after: Snapshot, before: Snapshot, tables: readonly string[]): Snapshot {
  return new Map([...after, ...tables.map((table) => [table, required(before.get(table), table)] as const)]);
}

/** Keys of the rows of a table that a command changed. */
function changed(table: string, before: Snapshot, after: Snapshot): readonly string[] {
  const old = before.get(table);
  return [...(after.get(table) ?? [])].flatMap(([key, row]) => (isDeepStrictEqual(old?.get(key), row) ? [] : [key]));
}

function withRow(snapshot: Snapshot, table: string, key: string, row: Item | undefined): Snapshot {
  const rows = new Map(snapshot.get(table));
  if (row) rows.set(key, row);
  else rows.delete(key);
  return new Map([...snapshot, [table, rows]]);
}

interface Step {
  readonly name: string;
  readonly before: Snapshot;
  readonly after: Snapshot;
}

describe("the audit of restored tables", () => {
  let house: AuctionHouse;
  const steps: Step[] = [];

  beforeAll(async () => {
    const engine = await startEngine();
    house = await openAuctionHouse("2026-03-02T01:00:00.000Z", engine);
    let last = await snapshotOf(engine);
    const step = async <Value>(name: string, run: () => Promise<Value>): Promise<Value> => {
      house.clock.moveTo(plusSeconds(house.clock.now(), 1));
      const value = await run();
      const after = await snapshotOf(engine);
      steps.push({ name, before: last, after });
      last = after;
      return value;
    };
    const operator = async (path: string, body: object): Promise<Record<string, unknown>> => {
      const { status, body: answer } = await house.call({ as: house.operator, method: "POST", path, body });
      expect(status, JSON.stringify(answer)).toBe(200);
      return answer;
    };
    const [winner, loser]: [Bidder, Bidder] = [await house.bidder(), await house.bidder()];
    last = await snapshotOf(engine);
    await step("receipt", () => house.receive(winner, "250.00"));
    await step("receipt into suspense", () => house.receive(winner, "70.00", { payerName: "A sister company" }));
    const order = (amount: string) =>
      operator("/cash/refunds", { partyId: winner.partyId, amount, toAccount: accountOf(winner.partyId), reason: "asked for" });
    const { refundId: sent } = await step("refund ordered", () => order("20.00"));
    const line = { bankReference: randomUUID(), creditedAt: house.clock.now() };
    await step("refund sent", () => operator(`/cash/refunds/${String(sent)}/pay-out`, line));
    const { refundId: failed } = await step("second refund ordered", () => order("10.00"));
    await step("refund failed", () => operator(`/cash/refunds/${String(failed)}/failure`, { reason: "account closed" }));
    const auctionId = await house.announce();
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    last = await snapshotOf(engine);
    await step("enrolment", () => house.enrol(auctionId, winner, "6"));
    await step("enrolment to withdraw", () => house.enrol(auctionId, loser, "6"));
    const path = enrolmentPath(auctionId, loser, "/withdrawal");
    await step("withdrawal", () => house.call({ as: loser.subject, method: "POST", path, body: {} }));
    await step("enrolment again", () => house.enrol(auctionId, loser, "6"));
    await house.bid(auctionId, winner, [["4100", "6"]]);
    await house.bid(auctionId, loser, [["4000", "4"]]);
    last = await snapshotOf(engine);
    await house.close(auctionId);
    last = await snapshotOf(engine);
    await step("settlement", () => house.settle(auctionId));
    await step("sweep", () => sweepHouseAccounts(house.ports));
    const cancelled = await house.announce();
    last = await snapshotOf(engine);
    await step("cancellation", () => operator(`/auctions/${cancelled}/cancellation`, { reason: "wrong lot" }));
  });

  it("finds nothing in tables that fit together", async () => {
    for (const { name, after } of steps) expect((await audit(after)).findings, name).toEqual([]);
  });

  it("names every fact that only one side of a torn transaction has", async () => {
    for (const { name, before, after } of steps) {
      const entries = factsChanged("Ledger", before, after);
      const stated = ["Cash", "Permits", "Auctions"].flatMap((table) => factsChanged(table, before, after));
      const ledgerBehind = await audit(torn(after, before, ["Ledger"]));
      expect(
        stated.filter((id) => !names(ledgerBehind, id)),
        `${name}: the ledger is behind`,
      ).toEqual([]);
      const contextsBehind = await audit(torn(after, before, ["Cash", "Permits", "Auctions"]));
      // Moving money between stripes and main account is the ledger's own.
      const wanted = name === "sweep" ? [] : entries;
      expect(
        wanted.filter((id) => !names(contextsBehind, id)),
        `${name}: the contexts are behind`,
      ).toEqual([]);
      expect(entries.length, name).toBeGreaterThan(0);
    }
  });

  it("finds any single row of the ledger that a transaction has not reached", async () => {
    for (const { name, before, after } of steps) {
      for (const key of changed("Ledger", before, after)) {
        const one = await audit(withRow(after, "Ledger", key, before.get("Ledger")?.get(key)));
        expect(one.findings, `${name}: ${key}`).not.toEqual([]);
      }
    }
  });

  it("finds any single fact, line, refund, enrolment or award that a transaction has not reached", async () => {
    const seen = new Set<string>();
    for (const { name, before, after } of steps) {
      for (const table of ["Cash", "Permits", "Auctions"]) {
        for (const key of changed(table, before, after).filter((each) => /^(?:fact|lines|refund|enrolments|awards)#/.test(each))) {
          seen.add(key.slice(0, key.indexOf("#")));
          const one = await audit(withRow(after, table, key, before.get(table)?.get(key)));
          expect(one.findings, `${name}: ${key}`).not.toEqual([]);
        }
      }
    }
    expect([...seen].sort()).toEqual(["awards", "enrolments", "fact", "lines", "refund"]);
  });

  it("proposes a second without facts around it, and says what to do", async () => {
    const { before, after } = required(
      // A second after another command.
      steps.find(({ name }) => name === "enrolment to withdraw"),
      "step",
    );
    const found = await audit(torn(after, before, ["Ledger"]));
    const second = required(found.quietAt, "quiet second");
    const times = [...(after.get("Auctions")?.values() ?? []), ...(after.get("Ledger")?.values() ?? [])].flatMap(
      ({ occurredAt }) => occurredAt?.S ?? [],
    );
    expect(times.filter((at) => at > plusSeconds(second, -5) && at < plusSeconds(second, 5))).toEqual([]);
    expect(second < required(found.findings.find(({ at }) => at !== undefined)?.at, "time of a finding")).toBe(true);
    const report = reportOf(found, plusSeconds(house.clock.now(), 1));
    expect(report).toContain(`Restore again with --at ${second}`);
    expect(report).toContain("older than 300 seconds");
  });

  it("an entry changed by hand is found whatever its time, and so is an entry that no context makes", async () => {
    const { after } = required(steps.at(-1), "step");
    const [key, row] = required(
      [...(after.get("Ledger") ?? [])].find(([, { factId }]) => factId),
      "entry",
    );
    const data = JSON.parse(row.data?.S ?? "");
    const kept = (changes: object) => withRow(after, "Ledger", key, { ...row, data: { S: JSON.stringify({ ...data, ...changes }) } });
    const [first, ...rest] = data.postings;
    const unbalanced = await audit(kept({ postings: [{ ...first, available: "1" }, ...rest] }));
    expect(unbalanced.findings.map(({ wrong }) => wrong).join()).toContain("does not net to zero");
    const unknown = await audit(kept({ cause: { kind: "gift", reference: "nobody" } }));
    expect(unknown.findings.map(({ wrong }) => wrong).join()).toContain("which no context makes");
  });

  it("a hold and a position changed by hand are found by what they no longer add up to", async () => {
    const { after } = required(
      steps.find(({ name }) => name === "enrolment"),
      "step",
    );
    const rows = [...(after.get("Ledger") ?? [])];
    const wrongs = async (kind: string, changes: Item): Promise<string> => {
      const [key, row] = required(
        rows.find(([each, { state }]) => each.includes(` ${kind}#`) && (kind !== "hold" || state?.S === "pending")),
        kind,
      );
      const { findings } = await audit(withRow(after, "Ledger", key, { ...row, ...changes }));
      return findings.map(({ wrong }) => wrong).join();
    };
    const less = await wrongs("hold", { remaining: { N: "0.001" } });
    expect(less).toContain("pending holds and dues set aside");
    expect(less).toMatch(/needs [\d.]+ of hold \S+, of which 0.001 is left in Ledger/);
    expect(await wrongs("position", { entries: { N: "99" } })).toContain("after 99 entries, its entries add up to");
  });

  it("lists the facts that the records do not have, so that they can be sent again", async () => {
    const { after } = required(steps.at(-1), "step");
    const none = await audit(after);
    expect(none.unrecorded.length).toBe(none.facts);
    const fact = required(
      [...(after.get("Cash")?.values() ?? [])].find(({ factId }) => factId),
      "fact of cash",
    );
    const [recorded] = factRows(decodeFact(fact));
    const one = await audit(withRow(after, "Records", "one", recorded));
    expect(one.unrecorded.map(({ factId }) => factId)).not.toContain(fact.factId?.S);
    expect(reportOf(one, undefined)).toContain("npm run restore-drill -- relay");
  });

  it("every context that may write the ledger says what its rows claim of it", () => {
    const writing = functionsOf(contexts)
      .filter(({ definition }) =>
        definition.grants.some(
          (grant) => "table" in grant && grant.table === "Ledger" && grant.actions.some((action) => /Put|Update/.test(action)),
        ),
      )
      .map(({ context }) => Object.keys(context.tables));
    const known = ledgerClaims.map(({ table }) => table);
    expect(writing.filter((tables) => !tables.some((table) => known.includes(table)))).toEqual([]);
    expect(writing.length).toBeGreaterThan(3);
  });
});

/** Ids of the facts that a command added to a table, except of those that move nothing. */
function factsChanged(table: string, before: Snapshot, after: Snapshot): readonly string[] {
  return changed(table, before, after).flatMap((key) => (key.startsWith("fact#") ? key.slice("fact#".length, -" fact".length) : []));
}

function names({ findings }: Audit, id: string): boolean {
  return findings.some(({ wrong }) => wrong.includes(id));
}
