import { openForSale } from "../../../shared/collateral/open-for-sale.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { readAccount } from "../../../shared/ledger/account.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { changing, nextVersion, registersOf } from "../pledges/change-pledge.ts";
import { beingEnforced, finerThanUnit } from "../pledges/pledging-rules.ts";
import type { Pledge } from "../pledges/rows.ts";
import { pledgeSource } from "../pledges/rules.ts";
import { aboutPledge, stated } from "../pledges/statement.ts";
import type { CollateralRefusal } from "../problems.ts";
import { idsOfChange, openStanding, registerWrites } from "../register/change-register.ts";
import { markedSlices, markSlice } from "../register/enforced-slices.ts";
import { isFull, mostSlices } from "../register/limits.ts";
import { freezeInForce, slicesOf } from "../register/register.ts";
import type { PositionName } from "../register/rows.ts";
import { notedWrites } from "./change-enforcement.ts";
import { type enforcementEndpoints, enforcementFacts } from "./contract.ts";
import type { EnforcementPorts } from "./ports.ts";
import type { Enforcement } from "./rows.ts";
import { type EnforcementView, enforcementData, enforcementView } from "./views.ts";

/**
 * Begins to enforce a pledge on one of its slices or a part of it. Nothing moves yet: the slice is marked, so that nobody joins it, and an
 * auction of it may be announced or a take-over proposed.
 */
export function beginEnforcement(ports: EnforcementPorts, call: Call<typeof enforcementEndpoints.beginEnforcement>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<EnforcementView, CollateralRefusal>(ports, call, async () => {
    const found = await changing(ports, caller, params, ["bank"], "beginEnforcement");
    if (!found.ok) return found;
    const { pledge, state } = found.value;
    const { account, instrument, ground, document } = body;
    const name = { account, instrument };
    const open = await openStanding(ports, name);
    const slice = slicesOf(open?.register.slices ?? [], pledge.pledgeId).find(({ sliceId }) => sliceId === (body.sliceId ?? sliceId));
    const quantity = body.quantity ?? (slice && decimal(slice.quantity));
    if (!open || !slice || !quantity || quantity.gt(slice.quantity))
      return refuse({ code: "slice-unknown", ...name, sliceId: body.sliceId ?? "-" });
    const finer = finerThanUnit(instrument, quantity);
    if (finer) return refuse(finer);
    const { sliceId } = slice;
    const { slices } = open.register;
    if (slice.enforcement) return refuse(beingEnforced(name, sliceId, slice.enforcement));
    const freeze = freezeInForce(slice);
    if (freeze) return refuse({ code: "frozen", ...name, sliceId, freezeId: freeze.freezeId, source: pledgeSource("freeze") });
    const at = clock.now();
    const enforcementId = newId(at);
    const { pledgeId, bank, pledgor } = pledge;
    const change = markSlice(slices, { sliceId, quantity }, { enforcementId, pledgeId }, idsOfChange(open.register));
    if (isFull(change.slices)) return refuse({ code: "register-full", ...name, most: mostSlices });
    const enforcement: Enforcement = {
      ...{ enforcementId, pledgeId, ...name, quantity, ground, document, state: openForSale, beganAt: at, version: 1 },
      ...{ bankId: bank.partyId, pledgorId: pledgor.partyId },
      registrationNumber: required(pledge.registered, "registration of a pledge").number,
      ...(await sellingSide(ports, pledge, name)),
    };
    const after = nextVersion(pledge, at, { state });
    const registers = (await registersOf(ports, pledge)).map((each) =>
      each.account === account && each.instrument === instrument ? { ...each, slices: change.slices } : each,
    );
    const envelope = aboutPledge(caller, at, after);
    const data = { ...stated(after, registers, false), ...enforcementData(enforcement), ground, documentNumber: document.documentNumber };
    return accept({
      response: enforcementView(enforcement, caller),
      writes: [
        own.enforcementPut(enforcement),
        ...own.pledgePut(after),
        own.state(enforcementFacts.enforcementBegun, { ...envelope, data }),
        ...notedWrites(ports, caller, at, enforcement, markedSlices(change.slices, enforcementId)),
        ...registerWrites<CollateralRefusal>(ports, [{ open, change }], {
          ...envelope,
          cause: { kind: "enforcement", reference: pledgeId },
        }),
      ],
    });
  });
}

/** The pledgor as a seller, as it is now: whom the tonnes of a site may be sold to depends on what the site is. */
async function sellingSide({ members }: EnforcementPorts, { pledgor }: Pledge, { account }: PositionName) {
  const { partyId } = pledgor;
  const { kind, id } = readAccount(account);
  const [known, site] = await Promise.all([members.party(partyId), kind === "site" ? members.site(partyId, id) : undefined]);
  const party = required(known, `pledgor ${partyId}`);
  return {
    pledgorCreditCode: party.creditCode,
    pledgorName: party.name,
    ...(site && { siteName: site.name, licenceNumber: site.licenceNumber }),
    // What is enforced is by position: its account's own area.
    area: site?.area ?? party.area,
    sourceClass: site?.sourceClass ?? "-",
    thermalPower: String(site?.thermalPower ?? false),
  };
}
