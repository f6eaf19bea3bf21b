import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { nameFiled } from "../changes/names/name-filed.ts";
import { changing, nextVersion, openRegisters } from "../pledges/change-pledge.ts";
import { aboutPledge, stated } from "../pledges/statement.ts";
import { type PledgeView, pledgeView } from "../pledges/views.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { registerWrites } from "../register/change-register.ts";
import { changeEntries, slicesOf } from "../register/register.ts";
import { findableOfPledge } from "../search/findable.ts";
import { type filingEndpoints, filingFacts } from "./contract.ts";
import { dayFault } from "./days.ts";
import { differencesOf } from "./differences.ts";
import { filingSource, termOfFiling } from "./rules.ts";

/**
 * Records the filing of a pledge with the unified registry. Its place there gives priority where that registry is the statutory one for the
 * kind of asset, so it is noted in the registers of the pledge's positions.
 */
export function filePledge(ports: CollateralPorts, call: Call<typeof filingEndpoints.filePledge>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<PledgeView, CollateralRefusal>(ports, call, async () => {
    const found = await changing(ports, caller, params, ["bank"], "filePledge");
    if (!found.ok) return found;
    const { pledge, state } = found.value;
    const now = clock.now();
    const { number, at, until, proofSha256 } = body;
    if (at > now) return refuse({ code: "filed-in-future", at, now });
    // It is filed once it is registered here: an earlier day would give it a rank that nobody could see.
    const early = dayFault(dayOf(at), dayOf(required(pledge.registered, "registration").at), dayOf(now));
    if (early) return refuse(early);
    const { earliest, latest } = termOfFiling(dayOf(at));
    if (until < earliest || until > latest)
      return refuse({ code: "filing-term-outside", until, earliest, latest, source: filingSource("term") });
    const other = await own.pledgeFiledAs(number);
    if (other !== undefined) return refuse({ code: "filing-number-used", number, pledgeId: other });
    const filed = { at, number };
    const name = await nameFiled(own, pledge, body.pledgorName, now);
    const after = nextVersion(pledge, now, { ...name.change, state, filing: { ...filed, until, proofSha256 } });
    const opened = (await openRegisters(ports, pledge)).filter(({ register }) => slicesOf(register.slices, pledge.pledgeId).length > 0);
    const changed = opened.map((open) => ({
      open,
      change: changeEntries(open.register.slices, pledge.pledgeId, (entry) => ({ ...entry, filed })),
    }));
    const registers = changed.map(({ open, change }) => ({ ...open.register, slices: change.slices }));
    const envelope = aboutPledge(caller, now, after);
    const said = { ...stated(after, registers, false), filed };
    const differing = differencesOf(body, after);
    const differs = { ...envelope, factId: `${envelope.factId}.differs`, data: { ...said, differing: [...differing] } };
    return accept({
      response: pledgeView(after, registers),
      writes: [
        ...own.pledgePut(after),
        ...name.writes,
        own.filedNumberPut(number, pledge.pledgeId),
        ...own.foundRows(findableOfPledge(after)),
        own.state(filingFacts.pledgeFiled, { ...envelope, data: { ...said, until } }),
        ...(differing.length > 0 ? [own.state(filingFacts.filingDiffers, differs)] : []),
        ...registerWrites<CollateralRefusal>(ports, changed, { ...envelope, cause: { kind: "pledge-filing", reference: pledge.pledgeId } }),
      ],
    });
  });
}
