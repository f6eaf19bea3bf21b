import { randomUUID } from "node:crypto";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { commit } from "../../shared/store/transaction.ts";
import { anEntry } from "../integration/permits-support.ts";
import type { AuctionHouse } from "./auction-house.ts";
import type { Request } from "./front-door.ts";
import { freshCreditCode, givenMember } from "./members.ts";
import { documentSha256, pledgeTerms, shownByRegistry } from "./pledge-terms.ts";

/** What an enforcement rests on. */
export const agreement = { ground: "agreement", document: { documentNumber: "XY-2026-7", documentSha256 } } as const;

/** A pledge whose loan is paid out, and the bank that it secures. */
export interface DisbursedPledge {
  readonly pledgeId: string;
  readonly bank: string;
  readonly account: string;
  readonly instrument: string;
}

/** A bank lends on fresh permits of a firm's site: drafted, confirmed, registered, filed and disbursed through the front door. */
export async function givenDisbursedPledge(
  house: AuctionHouse,
  firm: { readonly subject: string; readonly partyId: string; readonly siteId: string },
  instrument: string,
  quantity = "10",
): Promise<DisbursedPledge> {
  const account = siteAccount(firm.siteId);
  const { engine, clock, call } = house;
  const credit = anEntry<never>(house);
  credit.transfer({ instrument, from: "issue:0", to: account, quantity: decimal(quantity) });
  await commit(engine.dynamo, credit.writes());
  const bank = await givenMember(engine, { role: "bank", party: { creditCode: freshCreditCode() } });
  const today = dayOf(clock.now());
  const done = async (as: string, path: string, body: object = {}): Promise<Record<string, unknown>> => {
    const request: Request = { as, method: "POST", path: `/collateral/pledges${path}`, body };
    const answer = await call(request);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.body;
  };
  const { pledgeId } = await done(bank.subject, "", {
    ...pledgeTerms(today, { until: "2028-02-29", amountCny: "20000", appraisedCny: "100000" }),
    ...{ pledgorId: firm.partyId, parts: [{ account, instrument, quantity }] },
  });
  const step = `/${String(pledgeId)}`;
  await done(firm.subject, `${step}/confirmation`);
  await done(bank.subject, `${step}/registration`);
  const shown = { bankCreditCode: bank.party.creditCode, pledgorCreditCode: freshCreditCode(), pledgorName: "A" };
  await done(bank.subject, `${step}/filings`, shownByRegistry({ at: clock.now(), amountCny: "20000", ...shown }));
  await done(bank.subject, `${step}/disbursements`, { amountCny: "20000", disbursedOn: today, loanNumber: randomUUID() });
  return { pledgeId: String(pledgeId), bank: bank.subject, account, instrument };
}
