import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { auctionsEndpoints } from "../contract.ts";
import { withCurrentDeadline } from "../deadlines/deadline.ts";
import type { CalendarPorts, SettlementPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import { awardView } from "../views.ts";
import { readPending } from "./pending-enrolment.ts";
import { settledAward, settlementWrites } from "./settle-enrolment.ts";

/** Pays the award of one of the caller's enrolments out of its cash: delivery versus payment, all or nothing. */
export function payAward(ports: SettlementPorts & CalendarPorts, call: Call<typeof auctionsEndpoints.payAward>) {
  const { caller, params } = call;
  return runCommand<ReturnType<typeof awardView>, AuctionsRefusal>(ports, call, async () => {
    const pending = await readPending(ports, params);
    if (!pending?.won || pending.enrolment.partyId !== caller.partyId) return refuse({ code: "nothing-due" });
    // Whoever pays late by an older calendar may be in time by the one that holds now.
    const award = await withCurrentDeadline(ports.calendars, pending.auction, pending.won.award);
    const at = ports.clock.now();
    if (award.payBy <= at) return refuse({ code: "payment-overdue", payBy: award.payBy });
    const { holds, award: stored } = pending.won;
    // Nor is money late by the calendar that holds now, which the move of the deadline will note.
    const due = award.payBy > stored.payBy ? { ...holds.due, lateMoney: false } : holds.due;
    const writes = settlementWrites(ports, { ...pending, won: { award, holds: { ...holds, due } } }, caller.subject);
    return writes.ok ? accept({ response: awardView(settledAward(award, at)), writes: writes.value }) : writes;
  });
}
