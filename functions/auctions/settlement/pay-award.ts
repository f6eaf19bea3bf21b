import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { auctionsEndpoints } from "../contract.ts";
import type { SettlementPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import { awardView } from "../views.ts";
import { readPending } from "./pending-enrolment.ts";
import { settledAward, settlementWrites } from "./settle-enrolment.ts";

/** Pays the award of one of the caller's enrolments out of its cash: delivery versus payment, all or nothing. */
export function payAward(ports: SettlementPorts, call: Call<typeof auctionsEndpoints.payAward>) {
  const { caller, params } = call;
  return runCommand<ReturnType<typeof awardView>, AuctionsRefusal>(ports, call, async () => {
    const pending = await readPending(ports, params);
    if (!pending?.won || pending.enrolment.partyId !== caller.partyId) return refuse({ code: "nothing-due" });
    const { award } = pending.won;
    const at = ports.clock.now();
    if (award.payBy <= at) return refuse({ code: "payment-overdue", payBy: award.payBy });
    const writes = settlementWrites(ports, { ...pending, won: pending.won }, caller.subject);
    return writes.ok ? accept({ response: awardView(settledAward(award, at)), writes: writes.value }) : writes;
  });
}
