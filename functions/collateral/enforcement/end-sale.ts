import type * as z from "zod";
import { calendarReader } from "../../../shared/calendar/calendars.ts";
import { openForSale } from "../../../shared/collateral/open-for-sale.ts";
import { decimal, zero } from "../../../shared/kernel/decimal.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { escrowAccount, proceedsAccount, striped } from "../../../shared/ledger/account.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { auctionsFacts } from "../../auctions/contract.ts";
import { endWithRight, type RightEndPorts, rightEndPorts } from "../freezes/end-with-right.ts";
import { type CollateralJobPorts, collateralJobPorts, type GrantedTo } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { idsOfChange, moveHolds, openRegister } from "../register/change-register.ts";
import { endSale, markedSlices } from "../register/enforced-slices.ts";
import { endRealisedFreezes } from "./end-realised-freezes.ts";
import { type EndingPorts, endingEnvelope } from "./ending.ts";
import { enforcementLifecycle } from "./lifecycles.ts";
import { payOut } from "./pay-out.ts";
import type { Enforcement } from "./rows.ts";

/** What an auction states at the end of a sale of pledged tonnes. */
export type EndedSale = z.output<typeof auctionsFacts.pledgedSaleEnded.data>;

/** Dependencies of the end of a sale. */
export type SaleEndPorts = CollateralJobPorts & EndingPorts & RightEndPorts;

/** The ports over what the consumer is granted. */
export function saleEndPorts(granted: GrantedTo<"Collateral" | "Ledger" | "Auctions" | "Calendar">): SaleEndPorts {
  const calendars = calendarReader(granted.dynamo, granted.tables.Calendar);
  return { ...rightEndPorts(granted), ...collateralJobPorts(granted), calendars };
}

const by = { subject: "end-enforcement" };

/**
 * Ends an enforcement whose tonnes were on sale, once for whatever number of times the auction's fact is delivered: what was sold leaves the
 * register, what was not paid comes back and is held again, and the money is paid out, in one transaction. Freezes on what was sold end after it.
 */
export async function endEnforcement(ports: SaleEndPorts, sale: EndedSale): Promise<void> {
  const ended = await payOutSale(ports, sale);
  if (!ended) return;
  await endRealisedFreezes(ports, ended);
  const { account, instrument } = ended;
  const at = ports.clock.now();
  // The right has ended meanwhile, and with it what was not sold.
  if (isExpired(instrument, at)) await endWithRight(ports, { position: { account, instrument }, at });
}

/** The enforcement after the end of its sale, by this call or by one before. */
function payOutSale(ports: SaleEndPorts, sale: EndedSale): Promise<Enforcement | undefined> {
  const { dynamo, own, ledger, clock } = ports;
  const { enforcementId, auctionId } = sale;
  return retryWhileStale<Enforcement | undefined>("the end of an enforcement", async () => {
    const enforcement = await own.enforcement(enforcementId);
    if (enforcement?.state !== openForSale) return enforcement;
    const { account, instrument, pledgorId, area } = enforcement;
    const open = await openRegister(ports, enforcement, { partyId: pledgorId, area });
    const at = clock.now();
    const [settled, unpaid] = [decimal(sale.settledTonnes), decimal(sale.returnedTonnes)];
    const escrow = escrowAccount(auctionId);
    const waiting = unpaid.isZero() ? zero : (await ledger.position(escrow, instrument)).available;
    const returned = isExpired(instrument, at) ? zero : waiting;
    const end = { enforcementId, settled, returned, lost: unpaid.minus(returned) };
    const change = endSale(open.register.slices, end, idsOfChange(open.register));
    const envelope = endingEnvelope(by, at, enforcement);
    const entry = ledger.newEntry<CollateralRefusal>({ ...envelope, cause: { kind: "enforcement-end", reference: enforcementId } });
    if (waiting.gt(0)) {
      const to = returned.gt(0) ? account : striped("retired", enforcementId);
      entry.transfer({ instrument, from: escrow, to, quantity: waiting });
      entry.empties(escrow, instrument);
      moveHolds(entry, open, change);
    }
    const forfeited = decimal(sale.forfeitedCny);
    const [proceeds, from] = [decimal(sale.proceedsCny).plus(forfeited), proceedsAccount(enforcementId)];
    const guard = settled.gt(0) ? "something was paid" : "nothing was paid";
    const offered = markedSlices(open.register.slices, enforcementId).map((slice) => ({ slice, quantity: decimal(slice.quantity) }));
    const { enforcement: ended, writes } = await payOut(ports, entry, {
      ...{ enforcement, state: stateAfter(enforcementLifecycle, enforcement.state, "sale ends", guard), auctionId },
      ...{ open, slices: change.slices, sold: change.sold, offered, proceeds, forfeited, from, movesTonnes: waiting.gt(0), at, by },
      emptiesMoney: true,
    });
    const result = await commit(dynamo, writes);
    return result.kind === "committed" ? ended : stale;
  });
}
