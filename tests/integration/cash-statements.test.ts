import { readFileSync } from "node:fs";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { type CashPorts, cashPorts } from "../../functions/cash/ports.ts";
import { bookStatement } from "../../functions/cash/statements/book-statement.ts";
import { columns } from "../../functions/cash/statements/columns.ts";
import { mostBytes, mostLines } from "../../functions/cash/statements/limits.ts";
import { readStatementFile } from "../../functions/cash/statements/read-statement-file.ts";
import { accountOf, closeDay, receipt } from "../support/bank.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { conservationFaults } from "../support/conservation.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { grantedOn } from "../support/granted.ts";
import { givenMember } from "../support/members.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

const header = Object.keys(columns).join();
const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");
const read = (text: string) => readStatementFile(Buffer.from(text, "utf8"));
/** Noon in Shanghai of the day before the clock's. */
const yesterday = "2026-03-01 12:00:00";

describe("the import of a bank statement", () => {
  let engine: Engine;
  let clock: TestClock;
  let api: WholeApi;
  let ports: CashPorts;
  let operator: string;
  let member: { readonly partyId: string; readonly name: string; readonly subject: string };
  beforeEach(async () => {
    engine = await engineWithOwn();
    clock = testClock();
    api = await openWholeApi(engine, clock);
    ports = cashPorts(await grantedOn(engine, clock));
    operator = (await givenMember(engine, { role: "operator" })).subject;
    const { partyId, party, subject } = await givenMember(engine, { role: "enterprise" });
    member = { partyId, name: party.name, subject };
  });

  type Body = Record<string, unknown>;
  const post = async (path: string, body: object, key?: string) =>
    api.call({ as: operator, method: "POST", path: `/cash/${path}`, body, ...(key && { key }) });
  const get = async (path: string) => (await api.call({ as: operator, method: "GET", path: `/cash/${path}` })).body as Body;
  const paid = (reference: string, amount: string, more: readonly string[] = []) => {
    const [creditedAt = yesterday, name = member.name, purpose = `member ${member.partyId}`] = more;
    return [reference, creditedAt, "in", amount, name, accountOf(member.partyId), purpose].join();
  };
  const send = async (lines: readonly string[], key?: string) =>
    (await post("statements", { file: base64([header, ...lines].join("\n")) }, key)).body as Body;
  /** Imports lines and books them, as the consumer does. */
  const imported = async (...lines: string[]) => {
    const { statementId, state } = await send(lines);
    expect(state).toBe("accepted");
    await bookStatement(ports, String(statementId), operator);
    return get(`statements/${String(statementId)}`);
  };
  const errorsOf = async ({ statementId }: Body) => {
    const { items } = await get(`statements/${String(statementId)}/errors?limit=100`);
    return (items as { line: number; column: string }[]).map(({ line, column }) => `${line} ${column}`);
  };
  const cash = async () => {
    const { body } = await api.call({ as: member.subject, method: "GET", path: "/cash/own" });
    return (body as { available: string }).available;
  };

  it("reads the documented example, with or without a byte order mark", () => {
    const text = readFileSync(new URL("../../docs/examples/bank-statement.csv", import.meta.url), "utf8");
    for (const each of [text, `\ufeff${text}`]) {
      const { lines, errors } = read(each);
      expect(errors).toEqual([]);
      expect(lines.map(({ line, creditedAt, direction }) => `${line} ${creditedAt} ${direction}`)).toEqual([
        "2 2026-03-02T01:15:00.000Z in",
        "3 2026-03-02T02:40:21.000Z in",
        "4 2026-03-02T07:05:00.000Z out",
      ]);
      expect(lines[1]?.counterpartyName).toBe("鄂城钢铁有限公司, 一厂");
    }
  });

  it("books members' payments to them, and the rest to suspense", async () => {
    const statement = await imported(
      paid("REF-0001", "100.00"),
      paid("REF-0002", "20.00", [yesterday, "Somebody else"]),
      paid("REF-0003", "3.00", [yesterday, member.name, "no number"]),
    );
    expect(statement).toMatchObject({ state: "booked", lines: 3, errors: 0 });
    expect(await cash()).toBe("100.00");
    const day = await get("bank-days/2026-03-01");
    expect(day).toMatchObject({ linesIn: "123.00", lines: 3, inSuspense: "23.00" });
    const { items } = await get(`statements/${String(statement.statementId)}/lines`);
    expect((items as Body[]).every(({ bookingId }) => typeof bookingId === "string")).toBe(true);
    expect(await conservationFaults(engine)).toEqual([]);
  });

  it("doubles nothing: repeated, overlapping, booked by hand before, or interrupted and run again", async () => {
    await post("receipts", receipt(member, "7.00", "2026-03-01T04:00:00.000Z", { bankReference: "REF-0007" }));
    const lines = [paid("REF-0001", "100.00"), paid("REF-0002", "20.00"), paid("REF-0007", "7.00")];
    const { statementId } = await send(lines, "once");
    expect((await send(lines, "once")).statementId).toBe(statementId);
    await Promise.all([1, 2].map(() => bookStatement(ports, String(statementId), operator)));
    await bookStatement(ports, String(statementId), operator);
    await imported(...lines);
    await imported(paid("REF-0002", "20.00"), paid("REF-0003", "3.00"));
    expect(await cash()).toBe("130.00");
    expect(await get("bank-days/2026-03-01")).toMatchObject({ lines: 4 });
  });

  it("lists every error with line and column at once, and books nothing of a file with one", async () => {
    const { body } = await post("receipts", receipt(member, "7.00", "2026-03-01T04:00:00.000Z", { bankReference: "REF-0007" }));
    expect(body).toMatchObject({ state: "booked" });
    const malformed = await send([
      paid("REF-0001", "100.00"),
      paid("x", "1.005"),
      paid("REF-0001", "5.00"),
      "REF-0004,yesterday,sideways,0,,no account!,",
      "too,few",
    ]);
    expect(malformed).toMatchObject({ state: "refused", errors: 9 });
    expect(await errorsOf(malformed)).toEqual([
      ...["3 bankReference", "3 amount", "4 bankReference", "5 creditedAt", "5 direction", "5 amount"],
      ...["5 counterpartyName", "5 counterpartyAccount", "6 "],
    ]);
    const impossible = await send([
      paid("REF-0001", "100.00"),
      paid("REF-0002", "1.00", ["2026-03-03 12:00:00"]),
      paid("REF-0007", "8.00"),
      `REF-0005,${yesterday},out,1.00,${member.name},${accountOf(member.partyId)},nothing was ordered`,
    ]);
    expect(impossible).toMatchObject({ state: "refused", errors: 3 });
    expect(await errorsOf(impossible)).toEqual(["3 creditedAt", "4 bankReference", "5 purpose"]);
    const { items } = await get(`statements/${String(impossible.statementId)}/errors?limit=1`);
    expect(items).toEqual([{ line: 3, column: "creditedAt", zh: "入账时间在将来", en: "the time is in the future" }]);
    const ofAnother = paid("REF-0007", "7.00").replace(accountOf(member.partyId), "6217-OTHER");
    expect(await errorsOf(await send([ofAnother]))).toEqual(["2 bankReference"]);
    await bookStatement(ports, String(impossible.statementId), operator);
    expect(await cash()).toBe("7.00");
  });

  it("leaves nothing of a second file under the key of the first", async () => {
    const scan = new ScanCommand({ TableName: engine.tables.Cash, ConsistentRead: true });
    const rows = async () => (await engine.dynamo.send(scan)).Count;
    await send([paid("REF-0001", "100.00")], "one-key");
    const before = await rows();
    expect(await send([paid("REF-0002", "200.00")], "one-key")).toMatchObject({ type: "/problems/idempotency-key-reused" });
    expect(await rows()).toBe(before);
  });

  it("pages the errors of a file with more than a page of them", async () => {
    const refused = await send(Array.from({ length: 130 }, (_, number) => paid(`REF-${1000 + number}`, "0")));
    expect(refused).toMatchObject({ state: "refused", errors: 130 });
    const first = await get(`statements/${String(refused.statementId)}/errors?limit=100`);
    const second = await get(`statements/${String(refused.statementId)}/errors?limit=100&cursor=${String(first.nextCursor)}`);
    expect([(first.items as []).length, (second.items as []).length, second.nextCursor]).toEqual([100, 30, undefined]);
  });

  it("says which header, size or quoting it wants", () => {
    const detail = (text: string) => read(text).errors.map(({ line, column }) => `${line} ${column}`);
    expect(detail("")).toEqual(["1 "]);
    expect(detail(`${header.replace("amount", "sum")}\n`)).toEqual(["1 "]);
    expect(detail(header)).toEqual(["0 "]);
    expect(detail(`${header}\n${Array.from({ length: mostLines + 1 }, (_, number) => paidPlain(number)).join("\n")}`)).toEqual(["0 "]);
    expect(detail(`${header}\n${"x".repeat(mostBytes)}`)).toEqual(["0 "]);
    expect(detail(`${header}\n"broken "quote",a\n`).length).toBeGreaterThan(0);
    expect(readStatementFile(Buffer.from([0x61, 0xff])).errors).toMatchObject([{ line: 0 }]);
    const hidden = paidPlain(1).replace("Somebody", "Some\u200bbody");
    expect(detail(`${header}\n${hidden}`)).toEqual(["2 counterpartyName"]);
  });

  it("refuses a line on a closed day, unless it is booked already", async () => {
    await imported(paid("REF-0001", "100.00"));
    expect(await closeDay(api.call, operator, "2026-03-01")).toMatchObject({ status: 200 });
    const refused = await send([paid("REF-0001", "100.00"), paid("REF-0002", "1.00")]);
    expect(refused).toMatchObject({ state: "refused", errors: 1 });
    expect(await errorsOf(refused)).toEqual(["3 creditedAt"]);
    expect(await imported(paid("REF-0001", "100.00"))).toMatchObject({ state: "booked" });
  });

  it("books the refunds that the bank sent, to the account and amount that were ordered", async () => {
    await imported(paid("REF-0001", "100.00"));
    const order = { partyId: member.partyId, amount: "40.00", toAccount: accountOf(member.partyId), reason: "asked" };
    const { refundId } = (await post("refunds", order)).body as { refundId: string };
    const out = (amount: string) => `REF-0002,${yesterday},out,${amount},${member.name},${accountOf(member.partyId)},refund ${refundId}`;
    const wrong = await send([out("41.00")]);
    expect(await errorsOf(wrong)).toEqual(["2 amount"]);
    expect(await errorsOf(await send([out("40.00"), out("40.00").replace("REF-0002", "REF-0003")]))).toEqual(["3 purpose"]);
    await imported(out("40.00"));
    await imported(out("40.00"));
    expect(await get(`refunds?partyId=${member.partyId}`)).toMatchObject({
      items: [{ refundId, state: "sent", bankReference: "REF-0002" }],
    });
    expect(await cash()).toBe("60.00");
  });

  function paidPlain(number: number): string {
    return `REF-${10_000 + number},${yesterday},in,1.00,Somebody,6217-0001,`;
  }
});
