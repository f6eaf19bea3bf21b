import type { Call } from "../../../../shared/http/api-handler.ts";
import { dayOf } from "../../../../shared/kernel/calendar.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { filingFacts } from "../../filing/contract.ts";
import { dayFault } from "../../filing/days.ts";
import { differencesOf } from "../../filing/differences.ts";
import { filingSource, termOfFiling } from "../../filing/rules.ts";
import { changing, nextVersion, openRegisters } from "../../pledges/change-pledge.ts";
import { ownOrListedIn } from "../../pledges/pledge-areas.ts";
import { aboutPledge, stated } from "../../pledges/statement.ts";
import { type PledgeView, pledgeView } from "../../pledges/views.ts";
import type { CollateralPorts } from "../../ports.ts";
import type { CollateralRefusal } from "../../problems.ts";
import { type OpenRegister, registerWrites } from "../../register/change-register.ts";
import { changeEntries, slicesOf } from "../../register/register.ts";
import type { Place } from "../../register/rows.ts";
import { findableOfPledge } from "../../search/findable.ts";
import { type nameEndpoints, nameFacts } from "./contract.ts";
import { nameFiled } from "./name-filed.ts";
import { nameFilingView } from "./views.ts";

/**
 * Records what the unified registry shows after an amendment there: an extended term, an amount, the new name of the pledgor. The place of the
 * filing stays; collateral that was added since gets its own, at the time of the amendment.
 */
export function amendFiling(ports: CollateralPorts, call: Call<typeof nameEndpoints.amendFiling>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<PledgeView, CollateralRefusal>(ports, call, async () => {
    const found = await changing(ports, caller, params, ["bank"], "amendFiling");
    if (!found.ok) return found;
    const { pledge } = found.value;
    const filing = required(pledge.filing, `filing of ${pledge.pledgeId}`);
    const now = clock.now();
    const { at, until, proofSha256, pledgorName } = body;
    if (at > now) return refuse({ code: "filed-in-future", at, now });
    const opened = await openRegisters(ports, pledge);
    const early = dayFault(dayOf(at), earliestDay(pledge.pledgeId, filing, opened), dayOf(now));
    if (early) return refuse(early);
    const { earliest, latest } = termOfFiling(dayOf(at));
    if (until !== filing.until && (until < earliest || until > latest))
      return refuse({ code: "filing-term-outside", until, earliest, latest, source: filingSource("term") });
    const name = await nameFiled(own, pledge, pledgorName, now);
    const after = nextVersion(pledge, now, { ...name.change, filing: { ...filing, until, proofSha256 } });
    const filed = { at, number: filing.number };
    const changed = opened
      .filter(({ register }) => slicesOf(register.slices, pledge.pledgeId).length > 0)
      .map((each) => ({
        open: each,
        change: changeEntries(each.register.slices, pledge.pledgeId, (entry) => (entry.filed ? entry : { ...entry, filed })),
      }));
    const registers = changed.map(({ open: { register }, change }) => ({ ...register, slices: change.slices }));
    const envelope = aboutPledge(caller, now, after);
    const data = stated(after, registers, false);
    const differing = differencesOf(body, after);
    const added = changed.filter(({ open: { register } }) =>
      slicesOf(register.slices, pledge.pledgeId).some(({ entries }) =>
        entries.some((entry) => entry.pledgeId === pledge.pledgeId && !entry.filed),
      ),
    );
    return accept({
      response: pledgeView(after, registers),
      writes: [
        ...own.pledgePut(after),
        ...name.writes,
        ...own.foundRows(findableOfPledge(after)),
        own.state(nameFacts.filingAmended, { ...envelope, data: { ...data, amended: filed, until } }),
        ...(differing.length > 0
          ? [
              own.state(filingFacts.filingDiffers, {
                ...{ ...envelope, factId: `${envelope.factId}.differs` },
                data: { ...data, filed: { at: filing.at, number: filing.number }, differing: [...differing] },
              }),
            ]
          : []),
        ...registerWrites<CollateralRefusal>(ports, added, { ...envelope, cause: { kind: "pledge-change", reference: pledge.pledgeId } }),
      ],
    });
  });
}

/** The first day on which a filing can have been amended: not before it was filed, nor before collateral was added that gets its place by it. */
function earliestDay(pledgeId: string, filing: Place, opened: readonly OpenRegister[]): string {
  const added = opened.flatMap(({ register: { slices } }) =>
    slicesOf(slices, pledgeId).flatMap(({ entries }) => entries.filter((entry) => entry.pledgeId === pledgeId && !entry.filed)),
  );
  const [latest = filing.at] = [filing.at, ...added.map(({ registered }) => registered.at)].sort().reverse();
  return dayOf(latest);
}

/** Lists pledges whose pledgor's new name was not filed in time. */
export async function listOverdueNameFilings(
  { own, clock }: CollateralPorts,
  { caller, query }: Call<typeof nameEndpoints.listOverdueNameFilings>,
) {
  const now = clock.now();
  const page = await ownOrListedIn(
    caller,
    query,
    (bankId, request) => own.nameFilingsOfBank(bankId, now, request),
    (area, request) => own.nameFilingsIn(area, now, request),
  );
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(nameFilingView) } }) : page;
}
