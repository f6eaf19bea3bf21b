import { provisionalYear, workingCalendar, yearOf } from "../../../shared/calendar/working-days.ts";
import { startOfDay } from "../../../shared/kernel/calendar.ts";
import { accountOf, receipt } from "../../support/bank.ts";
import { type ContextPlay, day, document, firms, minute, type Scene } from "../../support/play.ts";

/** Bank lines in, suspense and refunds. */
export const play: ContextPlay["play"] = async (scene) => {
  for (const persona of firms) await scene.receive(persona, persona === "cement" ? "3700.00" : "100000.00");
  await bookReceipts(scene);
  await refundMembers(scene);
  await clearSuspense(scene);
  const { ask, refused } = scene.client;
  await ask({ as: "mill", method: "GET", path: "/cash/own" });
  await refused("role-not-allowed", { as: "bureau", method: "GET", path: "/cash/own" });
  const mill = scene.party("mill");
  const steel = scene.party("steel");
  await scene.reads(`/cash/members/${mill}`, "/cash/members/nobody", "not-found", "operator");
  for (const list of ["bookings", "refunds", "origins"])
    await scene.reads(`/cash/${list}`, `/cash/${list}?partyId=${steel}`, "not-found", "mill");
  await scene.reads("/cash/suspense", "/cash/suspense?limit=0", "validation-failed", "operator");
};

const post = (path: string, body: object) => ({ as: "operator", method: "POST", path: `/cash/${path}`, body }) as const;
const line = (scene: Scene, bankReference: string) => ({ bankReference, creditedAt: scene.at(0) });

async function bookReceipts(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const mill = { partyId: scene.party("mill"), name: scene.nameOf("mill") };
  const body = receipt(mill, "1.00", scene.at(0));
  await ask(post("receipts", body));
  await refused("duplicate-bank-line", post("receipts", { ...body, amount: "2.00" }));
  const toBureau = receipt({ partyId: scene.party("bureau"), name: scene.nameOf("bureau") }, "1.00", scene.at(0));
  await refused("not-a-cash-member", post("receipts", toBureau));
}

async function refundMembers(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  await refused("not-an-origin", scene.refund("mill", "1.00", { toAccount: "6217-STRANGER" }));
  await refused("above-received", scene.refund("mill", "99999999.00"));
  await scene.requests(() => scene.refund("mill", "1.00"));
  const ordered = async () => `refunds/${String((await ask(scene.refund("mill", "1.00"))).refundId)}`;
  const [sent, failed] = [await ordered(), await ordered()];
  await ask(post(`${sent}/pay-out`, line(scene, "REFUND-1")));
  await refused("refund-not-in-state", post(`${sent}/pay-out`, line(scene, "REFUND-2")));
  await scene.reads(`/cash/${failed}`, "/cash/refunds/none", "not-found", "mill");
  await ask(post(`${failed}/failure`, { reason: "account closed" }));
  await refused("refund-not-in-state", post(`${failed}/failure`, { reason: "again" }));
  const back = { ...line(scene, "REFUND-BACK"), reason: "account closed" };
  await refused("refund-not-in-state", post(`${failed}/return`, back));
  await ask(post(`${sent}/return`, back));
}

async function clearSuspense(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const suspended = async () => {
    const { bankDay, bookingId } = await scene.receive("steel", "5.00", { payerName: "A sister company", payerAccount: "6217-SISTER" });
    return `bank-days/${String(bankDay)}/lines/${String(bookingId)}`;
  };
  const [assigned, returned] = [await suspended(), await suspended()];
  const assignment = { partyId: scene.party("steel"), reason: "paid for its sister", ...document };
  await ask(post(`${assigned}/assignment`, assignment));
  await refused("not-in-suspense", post(`${assigned}/assignment`, assignment));
  const { refundId } = await ask(post(`${returned}/return`, { reason: "unknown" }));
  await refused("not-in-suspense", post(`${returned}/return`, { reason: "again" }));
  await ask(post(`refunds/${String(refundId)}/failure`, { reason: "account closed" }));
}

/** Pays out proceeds that were swept to the main account, imports a statement, and closes and reopens bank days. */
export const afterwards: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const payee = { payeeName: "鄂州市财政局", payeeAccount: "17-0001" };
  const payOut = (house: string, amount: string) =>
    post(`houses/${house}/pay-outs`, { amount, ...line(scene, `HOUSE-${house}`), ...payee });
  await scene.reads("/cash/houses/treasury", "/cash/houses/nowhere", "validation-failed", "operator");
  await ask(payOut("treasury", "1.00"));
  await refused("cash-not-available", payOut("exchange", "99999999.00"));
  await importStatement(scene);
  await closeAndReopen(scene);
};

async function importStatement(scene: Scene): Promise<void> {
  const { ask } = scene.client;
  const { refundId } = await ask(scene.refund("mill", "2.00"));
  const mill = accountOf(scene.party("mill"));
  const row = (reference: string, direction: string, amount: string, purpose: unknown) =>
    [reference, scene.at(0), direction, amount, scene.nameOf("mill"), mill, String(purpose)].join();
  const header = "bankReference,creditedAt,direction,amount,counterpartyName,counterpartyAccount,purpose";
  const send = (...rows: string[]) => ask(post("statements", { file: Buffer.from([header, ...rows].join("\n")).toString("base64") }));
  // The consumer dies once its line is booked: the next one looks up that it was.
  const match = { functionName: "ecovalue-cash-book-statement", operation: "TransactWriteItems", times: 1 };
  await scene.stage.gateway.injectFault({ match, fault: { crash: "after-commit" } });
  await send(row("CSV-1", "in", "3.00", scene.party("mill")));
  await scene.stage.untilIdle();
  // The hidden message comes back after six minutes.
  await scene.moveOn(7 * minute);
  const accepted = await send(row("CSV-2", "out", "2.00", refundId), row("CSV-3", "in", "4.00", scene.party("steel")));
  await scene.stage.untilIdle();
  const refused = await send(row("x", "in", "0", ""));
  const [one, other] = [String(accepted.statementId), String(refused.statementId)];
  await scene.reads(`/cash/statements/${one}`, "/cash/statements/none", "not-found", "operator");
  await scene.reads(`/cash/statements/${one}/lines`, "/cash/statements/none/lines", "not-found", "operator");
  await scene.reads(`/cash/statements/${other}/errors`, "/cash/statements/none/errors", "not-found", "operator");
  await scene.client.refused("validation-failed", post("statements", {}));
}

async function closeAndReopen(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  await scene.closeBankDays();
  const today = scene.bankDay(0);
  const closing = (closingBalance: string) => post(`bank-days/${today}/closing`, { closingBalance });
  await refused("bank-day-not-over", closing("0.00"));
  // The bank day is still open at noon of the next working day but one: the watch says so.
  const { addWorkingDays } = workingCalendar([yearOf(today), yearOf(today) + 1].map(provisionalYear));
  const noon = Date.parse(startOfDay(addWorkingDays(today, 2))) + 12 * 60 * minute;
  await scene.moveOn(noon - scene.stage.now());
  await refused("bank-day-differs", closing("0.00"));
  await scene.closeBankDays();
  await refused("bank-day-closed", closing("0.00"));
  const late = receipt({ partyId: scene.party("mill"), name: scene.nameOf("mill") }, "1.00", startOfDay(today));
  await refused("bank-day-closed", post("receipts", late));
  await scene.reads("/cash/bank-days", "/cash/bank-days?limit=0", "validation-failed", "operator");
  await scene.reads(`/cash/bank-days/${today}`, "/cash/bank-days/today", "validation-failed", "operator");
  for (const list of ["lines", "defaults"])
    await scene.reads(`/cash/bank-days/${today}/${list}`, `/cash/bank-days/today/${list}`, "validation-failed", "operator");
  await ask(post(`bank-days/${today}/reopening`, { reason: "a late line" }));
  await refused("bank-day-not-closed", post(`bank-days/${today}/reopening`, { reason: "again" }));
  await ask(post("receipts", late));
  await scene.moveOn(day);
}
