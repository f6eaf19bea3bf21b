import type { Call } from "../../../shared/http/api-handler.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { auctionsEndpoints } from "../contract.ts";
import type { SettlementPorts } from "../ports.ts";
import { toPayOf } from "./payment.ts";
import { type Means, settleEnrolment } from "./settle-enrolment.ts";

/** Unpaid awards of the caller, earliest deadline first. */
export async function listDues({ own }: SettlementPorts, { caller, query }: Call<typeof auctionsEndpoints.listDues>) {
  const { items, ...rest } = await own.dues(caller.partyId, query);
  const dues = items.map((award) => ({
    auctionId: award.auctionId,
    enrolmentId: award.enrolmentId,
    toPay: formatFen(toPayOf(award)),
    payBy: award.payBy,
  }));
  return accept({ response: { items: dues, ...rest } });
}

/**
 * Settles a member's dues after its cash has arrived: the earliest deadline first, then by enrolment. When the cash runs out, only those are
 * settled that money is reserved for. An award past its deadline that is left to default stops nothing.
 */
export async function settleDues(ports: SettlementPorts, partyId: string): Promise<void> {
  let cursor: string | undefined;
  let means: Means = "all";
  do {
    const page = await ports.own.dues(partyId, { cursor });
    for (const { auctionId, enrolmentId } of page.items) {
      if ((await settleEnrolment(ports, { auctionId, enrolmentId }, "on-cash-received", means)) === "due") means = "reserved";
    }
    cursor = page.nextCursor;
  } while (cursor);
}
