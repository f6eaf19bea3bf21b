import { dayOf } from "../../shared/kernel/calendar.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { commit } from "../../shared/store/transaction.ts";
import { anEntry } from "../integration/permits-support.ts";
import type { AuctionHouse } from "./auction-house.ts";
import type { Request } from "./front-door.ts";
import { freshCreditCode, givenMember, givenSite } from "./members.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/** A firm whose permits are pledged. */
export interface PledgingFirm {
  readonly subject: string;
  readonly partyId: string;
  readonly siteId: string;
}

/** A firm of its own with a site: what it pledges is in nobody else's searches. */
export async function givenFirm({ engine }: AuctionHouse): Promise<PledgingFirm> {
  const { subject, partyId } = await givenMember(engine, { role: "enterprise", party: { creditCode: freshCreditCode() } });
  const { siteId } = await givenSite(engine, partyId);
  return { subject, partyId, siteId };
}

/** Gives a site some of a permit; returns its account. */
export async function givenPermits(house: AuctionHouse, { siteId }: PledgingFirm, instrument: string, quantity: string): Promise<string> {
  const account = siteAccount(siteId);
  const credit = anEntry<never>(house);
  credit.transfer({ instrument, from: "issue:0", to: account, quantity: decimal(quantity) });
  await commit(house.engine.dynamo, credit.writes());
  return account;
}

/** The request by which a bank drafts a pledge of permits of a firm. */
export function draftOf(house: AuctionHouse, as: string, { partyId }: PledgingFirm, part: object, more: object = {}): Request {
  const today = dayOf(house.clock.now());
  const body = {
    ...{ pledgorId: partyId, amountKind: "principal", amountCny: "1000", currency: "CNY", contractNumber: "C-1", contractDate: today },
    ...{
      contractSha256: sha,
      consentSha256: sha,
      from: today,
      until: "2028-02-29",
      parts: [part],
      appraisedCny: "100000",
      appraisedOn: today,
    },
    ...more,
  };
  return { as, method: "POST", path: "/collateral/pledges", body };
}

/** A step of a pledge. */
export function stepOf(as: string, pledgeId: unknown, step: string, body: object = {}): Request {
  return { as, method: "POST", path: `/collateral/pledges/${String(pledgeId)}/${step}`, body };
}

/** What the unified registry shows of a pledge. */
export function filingOf(house: AuctionHouse, bank: { readonly creditCode: string }, more: object = {}) {
  return {
    ...{ at: house.clock.now(), until: "2030-12-31", proofSha256: sha, amountCny: "1000", bankCreditCode: bank.creditCode },
    ...{ pledgorCreditCode: "91420700MA0000015E", pledgorName: "A", ...more },
  };
}
