import type * as z from "zod";
import { plain } from "../../../shared/kernel/decimal.ts";
import type { Enforcement, TakeOver } from "./rows.ts";
import type { enforcement, enforcementStated } from "./shapes.ts";

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

/** What facts say of a take-over. */
export function takeOverData({ taker, partyId, siteId, priceCny }: TakeOver) {
  return { taker, ...(partyId !== undefined && { partyId }), ...(siteId !== undefined && { siteId }), priceCny };
}
