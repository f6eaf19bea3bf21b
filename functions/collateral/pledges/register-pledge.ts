import type { Call } from "../../../shared/http/api-handler.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Decision } from "../../../shared/store/command.ts";
import { payerConfirmed } from "../income/payer-confirmed.ts";
import type { PledgingPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { ofPledgor } from "../refusals/asked.ts";
import { runTellingCommand, type Telling, type TellingPorts } from "../refusals/record-refusal.ts";
import { type Ending, tellingOperations } from "../refusals/what-refusals-tell.ts";
import { type ChangedRegister, idsOfChange, laterThan, movesIn, nextPlace, registerWrites } from "../register/change-register.ts";
import { isFull, mostSlices } from "../register/limits.ts";
import { addSlice, joinSlice } from "../register/register.ts";
import type { Place, RegisterChange } from "../register/rows.ts";
import { findableOfPledge } from "../search/findable.ts";
import { changing, nextVersion } from "./change-pledge.ts";
import { type pledgesEndpoints, pledgesFacts } from "./contract.ts";
import { pledgingFault, pledgingOf } from "./pledging.ts";
import { exceedsFree, type PledgingCase } from "./pledging-rules.ts";
import type { Pledge } from "./rows.ts";
import { pledgeSource } from "./rules.ts";
import { aboutPledge, changedOf, stated } from "./statement.ts";
import { type PledgeView, pledgeView } from "./views.ts";

/** Registers a confirmed pledge: free tonnes are held in the same transaction in which it gets its rank. */
export function registerPledge(ports: PledgingPorts & TellingPorts, call: Call<typeof pledgesEndpoints.registerPledge>) {
  const { clock, own } = ports;
  const { caller, params } = call;
  const decide = async (): Promise<Outcome<Decision<PledgeView, CollateralRefusal>, CollateralRefusal>> => {
    const known = await own.pledge(params.pledgeId);
    if (known?.state === "drafted" && known.bank.partyId === caller.partyId)
      return refuse({ code: "not-confirmed", pledgeId: known.pledgeId, source: pledgeSource("confirmed") });
    const found = await changing(ports, caller, params, ["bank"], "registerPledge");
    if (!found.ok) return found;
    const { pledge, state } = found.value;
    const at = clock.now();
    const pledging = await pledgingOf(ports, pledge, at);
    const broken = pledgingFault(pledging, pledge);
    if (broken) return refuse(broken);
    const payers = await payerConfirmed(ports, pledge);
    if (!payers.ok) return payers;
    const registered = registration(pledge, pledging.cases, at);
    if (!registered.ok) return registered;
    const { changed, place } = registered.value;
    const after = nextVersion(pledge, place.at, { state, registered: place });
    const registers = changed.map(({ open, change }) => ({ ...open.register, slices: change.slices }));
    // It is registered at the time of its place: no position has a later change that came before it.
    const envelope = aboutPledge(caller, place.at, after);
    const data = { ...stated(after, registers, movesIn(changed)), registered: place, changed: changedOf(after, changed) };
    return accept({
      response: pledgeView(after, registers),
      writes: [
        ...own.pledgePut(after),
        ...own.foundRows(findableOfPledge(after)),
        own.state(pledgesFacts.pledgeRegistered, { ...envelope, data }),
        ...registerWrites<CollateralRefusal>(ports, changed, { ...envelope, cause: { kind: "pledge", reference: pledge.pledgeId } }),
      ],
    });
  };
  const tellings = async (ending: Ending): Promise<readonly Telling[]> => {
    const pledge = await own.pledge(params.pledgeId);
    return pledge ? [{ ...ofPledgor(pledge), reference: pledge.contractNumber, endings: [ending] }] : [];
  };
  return runTellingCommand(ports, call, decide, { operation: tellingOperations.registerPledge, tellings });
}

/**
 * What the registration of a pledge changes, by position, and its place: that on the first position, whose number then differs from all others.
 * Parts are taken in the order of the draft; each sees the slices that those before it left. Refused where all of them together are more than a
 * register takes.
 */
export function registration(
  { pledgeId, bank }: Pick<Pledge, "pledgeId" | "bank">,
  cases: readonly PledgingCase[],
  at: Instant,
): Outcome<{ readonly changed: readonly ChangedRegister<CollateralRefusal>[]; readonly place: Place }, CollateralRefusal> {
  const [first] = cases;
  invariant(first, "a pledge lies on something");
  // The place is later than whatever happened on any of the positions.
  const latest = cases.reduce((after, { open }) => laterThan(open.register.changedAt, after), at);
  const place = nextPlace(first.open.register, latest);
  const entry = { pledgeId, bankId: bank.partyId, registered: place, paidAfter: [] };
  const byPosition = Map.groupBy(cases, ({ open }) => open);
  const changed = [...byPosition].map(([open, ofPosition]) => {
    const newId = idsOfChange(open.register);
    const change = ofPosition.reduce<RegisterChange>(
      (before, { part: { sliceId, quantity } }) => {
        const next =
          sliceId === undefined
            ? addSlice(before.slices, quantity, entry, newId)
            : joinSlice(before.slices, { sliceId, quantity }, entry, newId);
        return { ...next, moves: [...before.moves, ...next.moves] };
      },
      { slices: open.register.slices, moves: [], turns: [] },
    );
    const [each] = ofPosition;
    return { open, change, ...(each && { shortage: exceedsFree(each, open.position.available) }) };
  });
  const full = changed.find(({ change }) => isFull(change.slices));
  if (!full) return accept({ changed, place });
  const { account, instrument } = full.open.register;
  return refuse({ code: "register-full", account, instrument, most: mostSlices });
}
