import type { Call } from "../../../shared/http/api-handler.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { areaOfLot } from "../auction.ts";
import { type auctionsEndpoints, auctionsFacts } from "../contract.ts";
import { auctionsLifecycles } from "../lifecycles.ts";
import type { AuctionsPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import { factBasics } from "../views.ts";
import type { ResultObjection } from "./rows.ts";
import { resultObjectionView } from "./view.ts";

/** Answers an objection. The result stays as it was cleared: what follows from an objection that is upheld is a decision of its own. */
export function answerResultObjection(ports: AuctionsPorts, call: Call<typeof auctionsEndpoints.answerResultObjection>) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof resultObjectionView>, AuctionsRefusal>(ports, call, async () => {
    const [auction, objection] = await Promise.all([own.auction(params.auctionId), own.resultObjection(params)]);
    if (!auction || !objection) return refuse({ code: "not-found" });
    const { upheld, reason, documentNumber } = body;
    const state = next(auctionsLifecycles.objection, objection.state, "answerResultObjection", upheld ? "upheld" : "dismissed");
    if (!state.ok) return refuse({ code: "result-objection-answered", state: objection.state });
    const at = clock.now();
    const answered: ResultObjection = {
      ...objection,
      ...{ state: state.value, answer: reason, documentNumber, answeredAt: at, version: objection.version + 1 },
    };
    const envelope = factEnvelopeOf(caller, at, { parties: [objection.partyId], areas: [areaOfLot(auction.terms)] });
    const stated = { ...factBasics(auction), partyId: answered.partyId, partyName: answered.partyName, grounds: answered.grounds };
    const data = { ...stated, raisedAt: answered.raisedAt, state: state.value, reason, answerDocument: documentNumber, answeredAt: at };
    return accept({
      response: resultObjectionView(answered),
      writes: [own.resultObjectionPut(answered), own.state(auctionsFacts.resultObjectionAnswered, { ...envelope, data })],
    });
  });
}
