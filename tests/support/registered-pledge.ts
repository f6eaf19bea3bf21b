import { dayOf } from "../../shared/kernel/calendar.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { commit } from "../../shared/store/transaction.ts";
import { anEntry } from "../integration/permits-support.ts";
import type { AuctionHouse } from "./auction-house.ts";
import type { Request } from "./front-door.ts";
import { freshCreditCode, givenMember, givenSite } from "./members.ts";
import { documentSha256, pledgeTerms } from "./pledge-terms.ts";

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
  const body = {
    ...pledgeTerms(dayOf(house.clock.now()), { until: "2028-02-29", amountCny: "1000", appraisedCny: "100000" }),
    ...{ contractNumber: "C-1", pledgorId: partyId, parts: [part] },
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
    ...{ at: house.clock.now(), until: "2030-12-31", proofSha256: documentSha256, amountCny: "1000", bankCreditCode: bank.creditCode },
    ...{ pledgorCreditCode: "91420700MA0000015E", pledgorName: "A", ...more },
  };
}
