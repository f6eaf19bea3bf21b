import { randomUUID } from "node:crypto";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { commit } from "../../shared/store/transaction.ts";
import { anEntry } from "../integration/permits-support.ts";
import type { AuctionHouse } from "./auction-house.ts";
import type { Request } from "./front-door.ts";
import { freshCreditCode, givenMember } from "./members.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/** What an enforcement rests on. */
export const agreement = { ground: "agreement", document: { documentNumber: "XY-2026-7", documentSha256: sha } } as const;

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
    ...{ pledgorId: firm.partyId, amountKind: "principal", amountCny: "20000", currency: "CNY", contractNumber: randomUUID().slice(0, 8) },
    ...{ contractDate: today, contractSha256: sha, consentSha256: sha, from: today, until: "2028-02-29" },
    ...{ parts: [{ account, instrument, quantity }], appraisedCny: "100000", appraisedOn: today },
  });
  const step = `/${String(pledgeId)}`;
  await done(firm.subject, `${step}/confirmation`);
  await done(bank.subject, `${step}/registration`);
  const filed = { number: randomUUID(), at: clock.now(), until: "2030-12-31", proofSha256: sha, amountCny: "20000" };
  const shown = { bankCreditCode: bank.party.creditCode, pledgorCreditCode: freshCreditCode(), pledgorName: "A" };
  await done(bank.subject, `${step}/filings`, { ...filed, ...shown });
  await done(bank.subject, `${step}/disbursements`, { amountCny: "20000", disbursedOn: today, loanNumber: randomUUID() });
  return { pledgeId: String(pledgeId), bank: bank.subject, account, instrument };
}
