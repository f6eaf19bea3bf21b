import type { Call } from "../../../../shared/http/api-handler.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import { next, stateAfter } from "../../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../../shared/store/transaction.ts";
import { type Actor, nextEnforcement, notedWrites } from "../../enforcement/change-enforcement.ts";
import { enforcementFacts } from "../../enforcement/contract.ts";
import { enforcementLifecycle } from "../../enforcement/lifecycles.ts";
import { enforcementData } from "../../enforcement/views.ts";
import { dueCancellation } from "../../filing/due-cancellation.ts";
import { expiredPosition, nextVersion, openRegisters } from "../../pledges/change-pledge.ts";
import { pledgeLifecycle } from "../../pledges/lifecycles.ts";
import { answersForPledge } from "../../pledges/pledge-areas.ts";
import { beingEnforced } from "../../pledges/pledging-rules.ts";
import type { Pledge } from "../../pledges/rows.ts";
import { aboutPledge, changedOf, stated } from "../../pledges/statement.ts";
import { type PledgeView, pledgeView } from "../../pledges/views.ts";
import type { CollateralRefusal } from "../../problems.ts";
import { idsOfChange, movesIn, registerWrites } from "../../register/change-register.ts";
import { leave, slicesOf } from "../../register/register.ts";
import type { Register } from "../../register/rows.ts";
import type { ChangesPorts } from "../ports.ts";
import { type objectionEndpoints, objectionFacts } from "./contract.ts";
import { pledgeObjectionLifecycle, standingObjections } from "./lifecycle.ts";
import { aboutObjection, nextObjection } from "./next-objection.ts";
import { objectionStatement } from "./views.ts";

/** A judgment revokes a registration: it releases as a cancellation does, and every objection that stands is upheld by it. */
export function revokePledge(ports: ChangesPorts, call: Call<typeof objectionEndpoints.revokePledge>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<PledgeView, CollateralRefusal>(ports, call, async () => {
    const pledge = await own.pledge(params.pledgeId);
    if (!pledge || !answersForPledge(caller, pledge)) return refuse({ code: "not-found" });
    const state = next(pledgeLifecycle, pledge.state, "revokePledge");
    if (!state.ok) return state;
    const at = clock.now();
    const { pledgeId } = pledge;
    const { court, caseNumber, documentNumber, documentSha256, reason } = body;
    const judged = { court, caseNumber, documentNumber };
    const standing = (pledge.objections ?? []).filter((each) => standingObjections.some((name) => name === each.state));
    const objections = await own.pledgeObjectionsAt(standing.map(({ objectionId }) => objectionId));
    const upheld = objections.map((row) =>
      nextObjection(row, {
        ...{ state: stateAfter(pledgeObjectionLifecycle, row.state, "revokePledge"), endedAt: at, court, caseNumber },
        ...{ judgmentNumber: documentNumber, judgmentSha256: documentSha256 },
      }),
    );
    const states = new Map(upheld.map(({ objectionId, state: after }) => [objectionId, after]));
    const disclosed = pledge.objections?.map((each) => ({ ...each, state: states.get(each.objectionId) ?? each.state }));
    const opened = (await openRegisters(ports, pledge)).filter(({ register }) => slicesOf(register.slices, pledgeId).length > 0);
    const expired = expiredPosition(pledge, opened, at);
    if (expired) return refuse(expired);
    const changed = opened.map((open) => ({ open, change: leave(open.register.slices, { pledgeId }, idsOfChange(open.register)) }));
    const after = nextVersion(pledge, at, { state: state.value, endedAt: at, ...(disclosed && { objections: disclosed }) });
    const due = dueCancellation(pledge);
    const envelope = aboutPledge(caller, at, after);
    const data = { ...stated(after, [], movesIn(changed)), ...judged, reason, changed: changedOf(after, changed) };
    return accept({
      response: pledgeView(after, []),
      writes: [
        ...own.pledgePut(after),
        ...(due ? own.cancellationDone(due) : []),
        ...(await enforcementEnd(ports, caller, after, { registers: opened.map(({ register }) => register), reason, at })),
        ...upheld.flatMap((row) => [
          own.pledgeObjectionPut(row),
          own.state(objectionFacts.objectionUpheld, {
            ...factEnvelopeOf(caller, at, aboutObjection(row, pledge)),
            data: { ...objectionStatement(row), ...judged },
          }),
        ]),
        own.state(objectionFacts.pledgeRevoked, { ...envelope, data }),
        ...registerWrites<CollateralRefusal>(ports, changed, { ...envelope, cause: { kind: "pledge-revocation", reference: pledgeId } }),
      ],
    });
  });
}

/**
 * Ends the enforcement of a pledge that is revoked, in the same transaction. Refused once its tonnes are on sale: whoever buys there gets what it
 * pays for, and the judgment is entered when the sale is over, or after the operator has cancelled it.
 */
async function enforcementEnd(
  ports: Pick<ChangesPorts, "own" | "sales">,
  by: Actor,
  pledge: Pledge,
  { registers, reason, at }: { readonly registers: readonly Register[]; readonly reason: string; readonly at: Instant },
): Promise<WriteFragment<CollateralRefusal>[]> {
  const { own, sales } = ports;
  const marked = registers.flatMap(({ account, instrument, slices }) =>
    slices.flatMap((slice) => (slice.enforcement?.pledgeId === pledge.pledgeId ? [{ slice, account, instrument }] : [])),
  );
  const [first] = marked;
  const enforcementId = first?.slice.enforcement?.enforcementId;
  const enforcement = enforcementId === undefined ? undefined : await own.enforcement(enforcementId);
  if (!first || !enforcement) return [];
  const { account, instrument, slice } = first;
  const state = stateAfter(enforcementLifecycle, enforcement.state, "revokePledge");
  const ended = nextEnforcement(enforcement, { state, reason, endedAt: at });
  const data = { ...stated(pledge, [], false), ...enforcementData(ended), reason };
  return [
    own.enforcementPut(ended),
    sales.noAnnouncedSale<CollateralRefusal>(
      enforcement.enforcementId,
      beingEnforced({ account, instrument }, slice.sliceId, { enforcementId: enforcement.enforcementId, pledgeId: pledge.pledgeId }),
    ),
    own.state(enforcementFacts.enforcementWithdrawn, { ...aboutPledge(by, at, pledge), data }),
    ...notedWrites(
      ports,
      by,
      at,
      ended,
      marked.map((each) => each.slice),
    ),
  ];
}
