import type { Call } from "../../../../shared/http/api-handler.ts";
import { dayOf } from "../../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import { type EventOf, next, type WrongState } from "../../../../shared/kernel/lifecycle.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import { dayFault } from "../../filing/days.ts";
import { answersFor, answersForPledge, maySee } from "../../pledges/pledge-areas.ts";
import type { Pledge } from "../../pledges/rows.ts";
import type { CollateralPorts } from "../../ports.ts";
import type { CollateralRefusal } from "../../problems.ts";
import { changeSource } from "../rules.ts";
import { type objectionEndpoints, objectionFacts } from "./contract.ts";
import { objectionDueAt } from "./due.ts";
import { pledgeObjectionLifecycle } from "./lifecycle.ts";
import { aboutObjection, nextObjection, objectionWrites } from "./next-objection.ts";
import type { PledgeObjection } from "./rows.ts";
import { type ObjectionRead, objectionStatement, objectionView } from "./views.ts";

interface Found {
  readonly row: PledgeObjection;
  readonly state: PledgeObjection["state"];
  readonly pledge: Pledge;
}

/** An objection with its pledge, and its state after the event; `not-found` for whoever has nothing to do with it. */
async function objecting(
  { own }: Pick<CollateralPorts, "own">,
  { objectionId }: { readonly objectionId: string },
  may: (row: PledgeObjection, pledge: Pledge) => boolean,
  event: EventOf<typeof pledgeObjectionLifecycle>,
): Promise<Outcome<Found, NotFound | WrongState>> {
  const row = await own.pledgeObjection(objectionId);
  const pledge = row && (await own.pledge(row.pledgeId));
  if (!row || !pledge || !may(row, pledge)) return refuse({ code: "not-found" });
  const state = next(pledgeObjectionLifecycle, row.state, event);
  return state.ok ? accept({ row, state: state.value, pledge }) : state;
}

/** The refusal once the days are over, although no run of the job has removed the objection. */
function tooLate(row: PledgeObjection, at: Instant) {
  const due = objectionDueAt(row);
  return due !== undefined && due <= at
    ? ({ code: "objection-too-late", objectionId: row.objectionId, due, source: changeSource("objection") } as const)
    : undefined;
}

/** The objector records that it notified the bank. */
export function notifyPledgeObjection(ports: CollateralPorts, call: Call<typeof objectionEndpoints.notifyPledgeObjection>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ObjectionRead, CollateralRefusal>(ports, call, async () => {
    const found = await objecting(ports, params, ({ objectorId }) => objectorId === caller.partyId, "notifyPledgeObjection");
    if (!found.ok) return found;
    const { row, state, pledge } = found.value;
    const at = clock.now();
    const late = tooLate(row, at);
    if (late) return refuse(late);
    const fault = dayFault(body.notifiedOn, dayOf(row.enteredAt), dayOf(at));
    if (fault) return refuse(fault);
    const after = nextObjection(row, { state, ...body });
    const data = { ...objectionStatement(after), notifiedOn: body.notifiedOn };
    return accept({
      response: objectionView(after),
      writes: [
        ...objectionWrites(own, after, pledge, at),
        own.state(objectionFacts.objectionNotified, { ...factEnvelopeOf(caller, at, aboutObjection(row, pledge)), data }),
      ],
    });
  });
}

/** The objector files the proof that its suit was accepted: from now on only a judgment, or itself, ends the objection. */
export function provePledgeSuit(ports: CollateralPorts, call: Call<typeof objectionEndpoints.provePledgeSuit>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ObjectionRead, CollateralRefusal>(ports, call, async () => {
    const found = await objecting(ports, params, ({ objectorId }) => objectorId === caller.partyId, "provePledgeSuit");
    if (!found.ok) return found;
    const { row, state, pledge } = found.value;
    const at = clock.now();
    const late = tooLate(row, at);
    if (late) return refuse(late);
    const after = nextObjection(row, { state, ...body });
    const { court, caseNumber } = body;
    const data = { ...objectionStatement(after), court, caseNumber };
    return accept({
      response: objectionView(after),
      writes: [
        ...objectionWrites(own, after, pledge, at),
        own.state(objectionFacts.objectionSued, { ...factEnvelopeOf(caller, at, aboutObjection(row, pledge)), data }),
      ],
    });
  });
}

/** The objector withdraws its objection. */
export function withdrawPledgeObjection(ports: CollateralPorts, call: Call<typeof objectionEndpoints.withdrawPledgeObjection>) {
  const { clock, own } = ports;
  const { caller, params } = call;
  return runCommand<ObjectionRead, CollateralRefusal>(ports, call, async () => {
    const found = await objecting(ports, params, ({ objectorId }) => objectorId === caller.partyId, "withdrawPledgeObjection");
    if (!found.ok) return found;
    const { row, state, pledge } = found.value;
    const at = clock.now();
    const after = nextObjection(row, { state, endedAt: at });
    const fact = { ...factEnvelopeOf(caller, at, aboutObjection(row, pledge)), data: objectionStatement(after) };
    return accept({
      response: objectionView(after),
      writes: [...objectionWrites(own, after, pledge, at), own.state(objectionFacts.objectionWithdrawn, fact)],
    });
  });
}

/** A judgment dismisses an objection. */
export function dismissPledgeObjection(ports: CollateralPorts, call: Call<typeof objectionEndpoints.dismissPledgeObjection>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ObjectionRead, CollateralRefusal>(ports, call, async () => {
    const found = await objecting(ports, params, (_row, pledge) => answersForPledge(caller, pledge), "dismissPledgeObjection");
    if (!found.ok) return found;
    const { row, state, pledge } = found.value;
    const at = clock.now();
    const { court, caseNumber, documentNumber, documentSha256 } = body;
    const ended = { endedAt: at, court, caseNumber, judgmentNumber: documentNumber, judgmentSha256: documentSha256 };
    const after = nextObjection(row, { state, ...ended });
    const data = { ...objectionStatement(after), court, caseNumber, documentNumber };
    return accept({
      response: objectionView(after),
      writes: [
        ...objectionWrites(own, after, pledge, at),
        own.state(objectionFacts.objectionDismissed, { ...factEnvelopeOf(caller, at, aboutObjection(row, pledge)), data }),
      ],
    });
  });
}

/** Reads an objection, for those it concerns. */
export async function readPledgeObjection(
  { own }: CollateralPorts,
  { caller, params }: Call<typeof objectionEndpoints.readPledgeObjection>,
) {
  const row = await own.pledgeObjection(params.objectionId);
  if (!row) return refuse({ code: "not-found" });
  const sees = [row.bankId, row.pledgorId, row.objectorId].includes(caller.partyId) || (await answersFor(own, caller, row));
  return sees ? accept({ response: objectionView(row) }) : refuse({ code: "not-found" });
}

/** Lists objections to a pledge, for those who are party to it and the authorities of its areas. */
export async function listPledgeObjections(
  { own }: CollateralPorts,
  { caller, params, query }: Call<typeof objectionEndpoints.listPledgeObjections>,
) {
  const pledge = await own.pledge(params.pledgeId);
  if (!pledge || !maySee(caller, pledge)) return refuse({ code: "not-found" });
  const page = await own.objectionsToPledge(pledge.pledgeId, query);
  return accept({ response: { ...page, items: page.items.map(objectionView) } });
}

/** Lists objections that the caller entered. */
export async function listOwnPledgeObjections(
  { own }: CollateralPorts,
  { caller, query }: Call<typeof objectionEndpoints.listOwnPledgeObjections>,
) {
  const page = await own.pledgeObjectionsOf(caller.partyId, query);
  return accept({ response: { ...page, items: page.items.map(objectionView) } });
}
