import type { Office } from "./office.ts";
import type { Checks } from "./report.ts";

/** Closes a bank day by the balance that its lines make, after the earlier ones that have lines. */
export async function closeBankDay(office: Office, checks: Checks, bankDay: string): Promise<void> {
  const path = `/cash/bank-days/${bankDay}`;
  const { expectedBalance: closingBalance } = await office.ask({ as: "operator", method: "GET", path });
  const { body } = await office.send({ as: "operator", method: "POST", path: `${path}/closing`, body: { closingBalance } });
  if (body.open !== undefined) {
    await closeBankDay(office, checks, String(body.open));
    return closeBankDay(office, checks, bankDay);
  }
  checks.equal(`bank day ${bankDay} at ${String(closingBalance)} CNY is`, body.state, "closed");
}
