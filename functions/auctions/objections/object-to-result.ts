import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf, endOfDay } from "../../../shared/kernel/calendar.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { areaOfLot } from "../auction.ts";
import { type auctionsEndpoints, auctionsFacts } from "../contract.ts";
import type { AuctionsPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import { factBasics } from "../views.ts";
import type { ResultObjection } from "./rows.ts";
import { resultObjectionView } from "./view.ts";

/** Objects to a result, until the end of the last working day that the terms give after the auction has ended. */
export function objectToResult(ports: AuctionsPorts, call: Call<typeof auctionsEndpoints.objectToResult>) {
  const { own, clock, calendars } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof resultObjectionView>, AuctionsRefusal>(ports, call, async () => {
    const { auctionId } = params;
    const name = { auctionId, partyId: caller.partyId };
    const [auction, enrolled, known] = await Promise.all([
      own.auction(auctionId),
      own.enrolmentsOf(caller.partyId, auctionId, { limit: 1 }),
      own.resultObjection(name),
    ]);
    if (!auction) return refuse({ code: "not-found" });
    if (!auction.endedAt) return refuse({ code: "not-ended", state: auction.state });
    const [enrolment] = enrolled.items;
    if (!enrolment) return refuse({ code: "not-enrolled" });
    const at = clock.now();
    const calendar = await calendars.from(auction.endedAt);
    const until = endOfDay(calendar.addWorkingDays(dayOf(auction.endedAt), auction.terms.objectionWorkingDays));
    if (at >= until) return refuse({ code: "result-objections-closed", until, documentNumber: auction.terms.documentNumber });
    if (known) return refuse({ code: "result-objection-exists", raisedAt: known.raisedAt });
    const { partyName } = enrolment;
    const objection: ResultObjection = { ...name, partyName, ...body, state: "open", raisedAt: at, version: 1 };
    const envelope = factEnvelopeOf(caller, at, { parties: [caller.partyId], areas: [areaOfLot(auction.terms)] });
    const { grounds, evidenceSha256 } = objection;
    const evidence = evidenceSha256 === undefined ? {} : { evidenceSha256 };
    const data = { ...factBasics(auction), partyId: name.partyId, partyName, grounds, ...evidence, raisedAt: at };
    return accept({
      response: resultObjectionView(objection),
      writes: [own.resultObjectionPut(objection), own.state(auctionsFacts.resultObjectionRaised, { ...envelope, data })],
    });
  });
}
