import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { noticesProblems } from "../../functions/notices/contract.ts";
import { notify, outbox } from "../../functions/notices/notices.ts";
import { noticesRoutes } from "../../functions/notices/routes.ts";
import { recordsProblems } from "../../functions/records/contract.ts";
import { recordsRoutes } from "../../functions/records/routes.ts";
import { entryRows, factRows, putRows } from "../../functions/records/store.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { LedgerEntry, type TransferData } from "../../shared/ledger/entry.ts";
import { ledgerReader } from "../../shared/ledger/read.ts";
import { memberReader } from "../../shared/members/members.ts";
import { getItem } from "../../shared/store/client.ts";
import { decodeFact, factKey } from "../../shared/store/fact-store.ts";
import { commit } from "../../shared/store/transaction.ts";
import { testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { frontDoor } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";

const clock = testClock();
let engine: Engine;
let records: ReturnType<typeof frontDoor>;
let notices: ReturnType<typeof frontDoor>;

beforeAll(async () => {
  engine = await sharedEngine();
  const { dynamo, tables } = engine;
  const common = { members: memberReader(dynamo, tables.Parties), clock };
  const ports = { ...common, dynamo, tables, ledger: ledgerReader(dynamo, tables.Ledger) };
  records = frontDoor({ ...common, problems: recordsProblems, routes: recordsRoutes(ports) });
  notices = frontDoor({ ...common, problems: noticesProblems, routes: noticesRoutes(ports) });
});

function cashFact(partyId: string): Fact {
  const data = { partyId, amount: "5.00", bankReference: "B-1" };
  const envelope = { factId: randomUUID(), factType: "cash-received", schemaVersion: 1, occurredAt: clock.now(), actor: "a" };
  return { ...envelope, parties: [partyId], area: "420703", data };
}

it("shows a fact to its member once however often it is recorded, and to nobody else of its kind", async () => {
  const own = await givenMember(engine, { role: "enterprise", area: "420703" });
  const other = await givenMember(engine, { role: "enterprise", area: "420703" });
  const fact = cashFact(own.partyId);
  for (const _ of [1, 2]) await putRows(engine.dynamo, engine.tables.Records, factRows(fact));
  expect((await records({ as: own.subject, method: "GET", path: "/records/facts" })).body).toEqual({ items: [fact] });
  expect((await records({ as: other.subject, method: "GET", path: "/records/facts" })).body).toEqual({ items: [] });
});

it("states a balance only once the records hold every entry of the ledger", async () => {
  const { dynamo, tables } = engine;
  const own = await givenMember(engine, { role: "enterprise" });
  const other = await givenMember(engine, { role: "enterprise" });
  const factId = randomUUID();
  const envelope = { factId, occurredAt: clock.now(), actor: "a", parties: [own.partyId], area: "420700" };
  const entry = new LedgerEntry(tables.Ledger, { ...envelope, cause: { kind: "cash-receipt", reference: "B-1" } });
  entry.transfer({ instrument: "CNY", from: "bank:0", to: `party:${own.partyId}`, quantity: decimal("12.5") });
  await commit(dynamo, entry.writes());
  const request = { as: own.subject, method: "GET", path: "/records/statement?instrument=CNY" } as const;
  expect(await records(request)).toMatchObject({ status: 503, body: { type: "/problems/records-behind", expected: 1, recorded: 0 } });
  const item = await getItem(dynamo, tables.Ledger, factKey(factId));
  await putRows(dynamo, tables.Records, item ? entryRows(decodeFact(item) as Fact<TransferData>) : []);
  expect(await records(request)).toMatchObject({ status: 200, body: { available: "12.5", held: "0", entryCount: 1 } });
  const foreign = `/records/statement?instrument=CNY&partyId=${own.partyId}`;
  expect(await records({ as: other.subject, method: "GET", path: foreign })).toMatchObject({ status: 404 });
});

it("tells a member once, and keeps what was read as read when the fact comes again", async () => {
  const own = await givenMember(engine, { role: "enterprise" });
  const other = await givenMember(engine, { role: "enterprise" });
  const { dynamo, tables } = engine;
  const fact = cashFact(own.partyId);
  await notify({ dynamo, tables }, [outbox({ dynamo, tables })], fact);
  const listed = await notices({ as: own.subject, method: "GET", path: "/notices" });
  expect(listed.body).toMatchObject({ items: [{ kind: "cash-received", read: false }] });
  const [{ noticeId }] = (listed.body as { items: [{ noticeId: string }] }).items;
  const path = `/notices/${noticeId}/read`;
  expect(await notices({ as: other.subject, method: "PUT", path, body: {} })).toMatchObject({ status: 404 });
  expect(await notices({ as: own.subject, method: "PUT", path, body: {} })).toMatchObject({ status: 200, body: { read: true } });
  await notify({ dynamo, tables }, [outbox({ dynamo, tables })], fact);
  expect((await notices({ as: own.subject, method: "GET", path: "/notices" })).body).toMatchObject({ items: [{ noticeId, read: true }] });
});
