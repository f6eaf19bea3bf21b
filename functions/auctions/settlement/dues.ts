import type { Call } from "../../../shared/http/api-handler.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { auctionsEndpoints } from "../contract.ts";
import type { SettlementPorts } from "../ports.ts";
import type { Award } from "../rows.ts";
import { toPayOf } from "./payment.ts";
import { type Means, settleEnrolment } from "./settle-enrolment.ts";

/** Unpaid awards of the caller, earliest deadline first. */
export async function listDues({ own }: SettlementPorts, { caller, query }: Call<typeof auctionsEndpoints.listDues>) {
  const { items, ...rest } = await own.dues(caller.partyId, query);
  return accept({ response: { items: items.map(dueView), ...rest } });
}

/** Unpaid awards of everybody, earliest deadline first: who has to pay, for what, and where that is said. */
export async function listAllDues({ own }: SettlementPorts, { query }: Call<typeof auctionsEndpoints.listAllDues>) {
  const { items, ...rest } = await own.allDues(query);
  const [auctions, enrolments] = await Promise.all([own.auctionsById(items.map(({ auctionId }) => auctionId)), own.enrolmentsById(items)]);
  const dues = items.map((award) => {
    const { title, documentNumber } = required(auctions.get(award.auctionId), "auction of an award").terms;
    const { partyId, partyName, creditCode } = required(enrolments.get(award.enrolmentId), "enrolment of an award");
    return { ...dueView(award), title, documentNumber, partyId, partyName, creditCode };
  });
  return accept({ response: { items: dues, ...rest } });
}

/** What is still to be paid for an award, and until when. */
function dueView(award: Award) {
  const { auctionId, enrolmentId, payBy } = award;
  return { auctionId, enrolmentId, toPay: formatFen(toPayOf(award)), payBy };
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
