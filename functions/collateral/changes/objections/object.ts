import type { Call } from "../../../../shared/http/api-handler.ts";
import { dayOf } from "../../../../shared/kernel/calendar.ts";
import { newId } from "../../../../shared/kernel/ids.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { next } from "../../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import { pledgeLifecycle } from "../../pledges/lifecycles.ts";
import type { CollateralPorts } from "../../ports.ts";
import type { CollateralRefusal } from "../../problems.ts";
import { changeSource, objectionLimits, objectionTerms } from "../rules.ts";
import { type objectionEndpoints, objectionFacts } from "./contract.ts";
import { standingObjections } from "./lifecycle.ts";
import { aboutObjection, objectionWrites } from "./next-objection.ts";
import { pledgeNumbered } from "./numbered.ts";
import type { PledgeObjection } from "./rows.ts";
import { type ObjectionRead, objectionStatement, objectionView } from "./views.ts";

/** A member objects to a registration. Both sides are told at once, and searches show it; the registration keeps its rank. */
export function objectToPledge(ports: CollateralPorts, call: Call<typeof objectionEndpoints.objectToPledge>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  const { registrationNumber, reason, documentSha256 } = body;
  return runCommand<ObjectionRead, CollateralRefusal>(ports, call, async () => {
    const pledge = await pledgeNumbered(own, registrationNumber);
    if (!pledge) return refuse({ code: "registration-unknown", registrationNumber });
    const possible = next(pledgeLifecycle, pledge.state, "objectToPledge");
    if (!possible.ok) return possible;
    const source = changeSource("objection");
    if (pledge.bank.partyId === caller.partyId) return refuse({ code: "own-registration", registrationNumber, source });
    const open = (pledge.objections ?? []).filter(({ state }) => standingObjections.some((each) => each === state));
    const standing = await own.pledgeObjectionsAt(open.map(({ objectionId }) => objectionId));
    const mine = standing.find(({ objectorId }) => objectorId === caller.partyId);
    if (mine) return refuse({ code: "objection-stands", objectionId: mine.objectionId, source });
    const { open: most, ever } = objectionLimits;
    if (open.length >= most || (pledge.objections ?? []).length >= ever)
      return refuse({ code: "too-many-objections", registrationNumber, most, source });
    const at = clock.now();
    const row: PledgeObjection = {
      ...{ objectionId: newId(at), pledgeId: pledge.pledgeId, registrationNumber },
      ...{ bankId: pledge.bank.partyId, bankName: pledge.bank.legalName },
      ...{ pledgorId: pledge.pledgor.partyId, pledgorName: pledge.pledgor.legalName },
      ...{ objectorId: caller.partyId, objectorName: required(caller.party, "party of the caller").name },
      ...{ state: "entered", reason, documentSha256, enteredAt: at, ...objectionTerms(dayOf(at)), version: 1 },
    };
    const fact = { ...factEnvelopeOf(caller, at, aboutObjection(row, pledge)), data: { ...objectionStatement(row), enteredOn: dayOf(at) } };
    return accept({
      response: objectionView(row),
      writes: [...objectionWrites(own, row, pledge, at), own.state(objectionFacts.objectionEntered, fact)],
    });
  });
}
