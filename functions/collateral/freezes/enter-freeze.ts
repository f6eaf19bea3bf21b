import type { Call } from "../../../shared/http/api-handler.ts";
import { decimal, plain, zero } from "../../../shared/kernel/decimal.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { readAccount } from "../../../shared/ledger/account.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import { accountOwner } from "../../../shared/members/account-owner.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { finerThanUnit } from "../pledges/pledging-rules.ts";
import { type OpenPosition, openPosition } from "../pledges/position.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { idsOfChange, registerWrites } from "../register/change-register.ts";
import { hasRoom, isFull, mostSlices } from "../register/limits.ts";
import { attachFreeze, freezeFree } from "../register/register.ts";
import type { NewFreeze, RegisterChange } from "../register/rows.ts";
import { type freezesEndpoints, freezesFacts } from "./contract.ts";
import { findableOfFreeze } from "./findable.ts";
import { freezeLifecycle } from "./lifecycles.ts";
import type { Freeze } from "./rows.ts";
import { freezeSource, longestTerm } from "./rules.ts";
import { aboutFreeze, freezeStatement, movedIn } from "./statement.ts";
import { type FreezeView, freezeView } from "./views.ts";

type Entered = Call<typeof freezesEndpoints.enterFreeze>["body"];

/** Enters a court's freeze on free tonnes or on a slice; it acts at once, or waits behind the freezes that the slice has. */
export function enterFreeze(ports: CollateralPorts, call: Call<typeof freezesEndpoints.enterFreeze>) {
  const { clock, own, members } = ports;
  const { caller, body } = call;
  const { account, instrument, months } = body;
  return runCommand<FreezeView, CollateralRefusal>(ports, call, async () => {
    const longest = longestTerm(instrument);
    if (!longest) return refuse({ code: "not-freezable", instrument });
    const owner = await accountOwner(ports.members, account);
    const party = owner && (await members.party(owner.partyId));
    if (!owner || !party || !scopeOf(caller).answersFor(owner.area)) return refuse({ code: "not-found" });
    if (months > longest.months)
      return refuse({ code: "freeze-term-too-long", months, longestMonths: longest.months, source: longest.source });
    const at = clock.now();
    if (isExpired(instrument, at)) return refuse({ code: "position-expired", account, instrument, source: freezeSource("free") });
    const finer = finerThanUnit(instrument, body.quantity);
    if (finer) return refuse(finer);
    const open = await openPosition(ports, { account, instrument }, { partyId: owner.partyId, area: owner.area });
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas: [] });
    const freezeId = envelope.factId;
    const { kind, id } = readAccount(account);
    const site = kind === "site" ? await members.site(party.partyId, id) : undefined;
    const decided = placed(open, body, { freezeId, enteredAt: at, months });
    if (!decided.ok) return decided;
    const change = decided.value;
    const { court, caseNumber, documentNumber, documentSha256, quantity } = body;
    const freeze: Freeze = {
      ...{ freezeId, state: change.turns.includes(freezeId) ? stateAfter(freezeLifecycle, "waiting", "turn begins") : "waiting" },
      ...{ partyId: party.partyId, partyName: party.name, creditCode: party.creditCode, area: owner.area, account, instrument },
      ...(site && { siteName: site.name, licenceNumber: site.licenceNumber }),
      ...{ court, caseNumber, documentNumber, documentSha256, enteredQuantity: plain(quantity), months },
      ...{ enteredAt: at, enteredBy: caller.partyId, changedAt: at, version: 1 },
    };
    const changed = [{ open, change, ...(body.sliceId === undefined && { shortage: exceedsFree(open, body) }) }];
    const about = { ...envelope, ...aboutFreeze(freeze, change.slices) };
    const data = { ...freezeStatement(freeze, change.slices, { before: open.register.slices, moved: movedIn(changed) }), months };
    return accept({
      response: freezeView(freeze, change.slices),
      writes: [
        own.freezePut(freeze),
        ...own.foundRows(findableOfFreeze(freeze, party)),
        own.state(freezesFacts.freezeEntered, { ...about, data }),
        ...registerWrites<CollateralRefusal>(ports, changed, { ...about, cause: { kind: "court-freeze", reference: freezeId } }),
      ],
    });
  });
}

/** The change of the register that puts a freeze on free tonnes or a slice, or why it can't be. */
function placed(open: OpenPosition, body: Entered, freeze: NewFreeze): Outcome<RegisterChange, CollateralRefusal> {
  const { account, instrument, sliceId, quantity } = body;
  const { register, position } = open;
  const newId = idsOfChange(register);
  const full = { code: "register-full", account, instrument, most: mostSlices } as const;
  if (sliceId === undefined) {
    if (quantity.gt(position.available)) return refuse(exceedsFree(open, body));
    return hasRoom(register.slices) ? accept(freezeFree(register.slices, quantity, freeze, newId)) : refuse(full);
  }
  const slice = register.slices.find((each) => each.sliceId === sliceId);
  if (!slice) return refuse({ code: "slice-unknown", account, instrument, sliceId });
  const sliceQuantity = decimal(slice.quantity);
  if (quantity.gt(sliceQuantity)) return refuse({ code: "exceeds-slice", sliceId, quantity, sliceQuantity, source: freezeSource("queue") });
  const change = attachFreeze(register.slices, { sliceId, quantity }, freeze, newId);
  return isFull(change.slices) ? refuse(full) : accept(change);
}

/** The refusal where more is to be frozen than is free: it names what is pledged and frozen besides. */
function exceedsFree({ position }: Pick<OpenPosition, "position">, { account, instrument, quantity }: Entered) {
  const { pledge: pledged = zero, freeze: frozen = zero } = position.heldFor;
  return {
    code: "exceeds-free",
    account,
    instrument,
    quantity,
    free: position.available,
    pledged,
    frozen,
    source: freezeSource("free"),
  } as const;
}
