import type * as z from "zod";
import { plain } from "../../../shared/kernel/decimal.ts";
import { readAccount } from "../../../shared/ledger/account.ts";
import type { Enforcement, TakeOver } from "./rows.ts";
import type { enforcement, enforcementStated, takenOver } from "./shapes.ts";

/** An enforcement as a reader sees it. */
export type EnforcementView = z.input<typeof enforcement>;

/** Who reads: a bank sees of payments its own only, and not what others or the pledgor get. */
interface Reader {
  readonly role: string;
  readonly partyId: string;
}

/** An enforcement as a reader sees it. */
export function enforcementView(row: Enforcement, { role, partyId }: Reader): EnforcementView {
  const { enforcementId, state, pledgeId, registrationNumber, bankId, pledgorId, account, instrument, quantity, ground } = row;
  const { document, takeOver, auctionId, result, reason, beganAt, endedAt } = row;
  const isBank = role === "bank";
  return {
    ...{ enforcementId, state, pledgeId, registrationNumber, bankId, pledgorId, account, instrument, quantity: plain(quantity) },
    ...{ ground, document, beganAt },
    ...(takeOver && { takeOver }),
    ...(auctionId !== undefined && { auctionId }),
    payments: (result?.payments ?? []).filter((payment) => !isBank || payment.bankId === partyId),
    ...(result && { endedTonnes: result.endedTonnes, proceedsCny: result.proceedsCny }),
    ...(result && !isBank && { heldCny: row.held?.remainingCny ?? result.heldCny, pledgorCny: result.pledgorCny }),
    ...(reason !== undefined && { reason }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

/** What facts say of an enforcement. */
export function enforcementData({
  enforcementId,
  registrationNumber,
  account,
  instrument,
  quantity,
}: Enforcement): z.input<z.ZodObject<typeof enforcementStated>> {
  return { enforcementId, registrationNumber, account, instrument, quantity: plain(quantity) };
}

/** A completed take-over, as facts say it. */
export type TakenOver = z.input<typeof takenOver>;

/** The pledgor as facts say it, and its site, as they were named when the enforcement began. */
export function pledgorData({ pledgorId, pledgorName, pledgorCreditCode, account, area: siteArea, siteName, licenceNumber }: Enforcement) {
  const { kind, id: siteId } = readAccount(account);
  return {
    ...{ pledgorId, pledgorName, pledgorCode: pledgorCreditCode },
    ...(kind === "site" && { siteId, siteArea }),
    ...(siteName !== undefined && { siteName }),
    ...(licenceNumber !== undefined && { licenceNumber }),
  };
}

/** What facts say of a take-over. */
export function takeOverData({ taker, partyId, siteId, priceCny }: TakeOver) {
  return { taker, ...(partyId !== undefined && { partyId }), ...(siteId !== undefined && { siteId }), priceCny };
}
