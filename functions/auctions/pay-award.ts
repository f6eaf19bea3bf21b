import type { Call } from "../../shared/http/api-handler.ts";
import { formatFen } from "../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { runCommand } from "../../shared/store/command.ts";
import type { auctionsEndpoints } from "./contract.ts";
import type { AuctionsPorts } from "./ports.ts";
import type { AuctionsRefusal } from "./refusals.ts";
import { readSubject, type SettlementPorts, settledAward, settleEnrolment, settlementWrites } from "./settle-enrolments.ts";
import { awardView, toPayOf } from "./settlement.ts";

/** Pays the caller's award out of its cash: delivery versus payment, at once or not at all. */
export function payAward(ports: AuctionsPorts, { caller, params, key }: Call<typeof auctionsEndpoints.payAward>) {
  const command = { table: ports.tables.Auctions, party: caller.partyId, operation: "payAward", key, input: params };
  return runCommand<ReturnType<typeof awardView>, AuctionsRefusal>(ports, command, async () => {
    const subject = await readSubject(ports, { auctionId: params.auctionId, partyId: caller.partyId });
    if (!subject?.award) return refuse({ code: "nothing-due" });
    const { award } = subject;
    const writes = settlementWrites(ports, { ...subject, award }, caller.subject);
    return writes.ok ? accept({ response: awardView(settledAward(award, ports.clock.now())), writes: writes.value }) : writes;
  });
}

/** Unpaid awards of the caller, earliest deadline first. */
export async function listDues({ auctions }: AuctionsPorts, { caller, query }: Call<typeof auctionsEndpoints.listDues>) {
  const { items, ...rest } = await auctions.dues(caller.partyId, query);
  const dues = items.map((award) => ({
    auctionId: award.auctionId,
    enrolmentId: award.enrolmentId,
    toPay: formatFen(toPayOf(award)),
    payBy: award.payBy,
  }));
  return accept({ response: { items: dues, ...rest } });
}

/** Settles a member's dues after its cash has arrived: the earliest deadline first, then by enrolment; stops where the cash ends. */
export async function settleDues(ports: SettlementPorts, partyId: string): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await ports.auctions.dues(partyId, { cursor });
    for (const { auctionId } of page.items) {
      if ((await settleEnrolment(ports, { auctionId, partyId }, "on-cash-received")) === "due") return;
    }
    cursor = page.nextCursor;
  } while (cursor);
}
