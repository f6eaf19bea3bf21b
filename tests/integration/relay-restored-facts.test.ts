import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { relayFacts } from "../../infra/restore/relay-facts.ts";
import { freshQueue } from "../support/queues.ts";

describe("facts of restored tables that were never told", () => {
  it("reach each subscriber as the relay would have told them, and nobody else", async () => {
    const deployment = `d${randomUUID().replaceAll("-", "").slice(0, 12)}`;
    const queue = (name: string) => freshQueue(30, `${deployment}-${name}`);
    const [statements, fees, cash, ended, records, acts] = await Promise.all([
      queue("cash-book-statement"),
      queue("allocations-on-cash"),
      queue("auctions-on-cash"),
      queue("notices-on-fact"),
      queue("records-on-fact"),
      queue("surveillance-on-act"),
    ]);
    const fact = { table: "Cash", factId: "one", factType: "cash-received", at: "2026-03-02T01:00:00.000Z" };
    expect(await relayFacts(cash.sqs, deployment, [fact])).toBe(1);
    const told = { table: `${deployment}-Cash`, pk: "fact#one", sk: "fact", factType: "cash-received", factId: "one" };
    for (const subscriber of [fees, cash, ended, records, acts]) {
      expect((await subscriber.take()).map((body) => JSON.parse(body))).toEqual([told]);
    }
    expect(await statements.take()).toEqual([]);
  });

  it("wait for the deployment that has the queues, and a queue that takes nothing is told", async () => {
    const { sqs } = await freshQueue();
    const fact = { table: "Cash", factId: "one", factType: "cash-received", at: "2026-03-02T01:00:00.000Z" };
    await expect(relayFacts(sqs, "nothere", [fact])).rejects.toThrow("deploy nothere first");
    const deployment = `d${randomUUID().replaceAll("-", "").slice(0, 12)}`;
    await freshQueue(30, `${deployment}-allocations-on-cash`);
    await expect(relayFacts(sqs, deployment, [fact])).rejects.toThrow("not sent from one of Cash on: run this again");
  });
});
