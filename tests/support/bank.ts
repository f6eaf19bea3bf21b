import { randomUUID } from "node:crypto";
import type { Request } from "./front-door.ts";

/** The body of a receipt that the member itself paid from its usual account; `more` says what is different. */
export function receipt(payer: { readonly partyId: string; readonly name: string }, amount: string, creditedAt: string, more: object = {}) {
  const { partyId, name } = payer;
  return { partyId, amount, bankReference: randomUUID(), creditedAt, payerName: name, payerAccount: accountOf(partyId), ...more };
}

/** The bank account that a member of a test pays from. */
export function accountOf(partyId: string): string {
  return `6217-${partyId.slice(0, 30)}`;
}

/** Closes a bank day at the balance that its lines add up to, and before it every earlier day that has lines. */
export async function closeDay<Answer extends { readonly body: unknown }>(
  call: (request: Pick<Request, "method" | "path"> & { readonly as: string; readonly body?: object }) => Promise<Answer>,
  operator: string,
  day: string,
): Promise<Answer> {
  const path = `/cash/bank-days/${day}`;
  const { body } = await call({ as: operator, method: "GET", path });
  const { expectedBalance: closingBalance } = body as { readonly expectedBalance: string };
  const closed = await call({ as: operator, method: "POST", path: `${path}/closing`, body: { closingBalance } });
  const { open } = closed.body as { readonly open?: string };
  if (open === undefined) return closed;
  await closeDay(call, operator, open);
  return closeDay(call, operator, day);
}
