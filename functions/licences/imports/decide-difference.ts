import type { Call } from "../../../shared/http/api-handler.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type licencesEndpoints, licencesFacts } from "../contract.ts";
import { licencesLifecycles } from "../lifecycles.ts";
import type { LicencesPorts, ReadingPorts } from "../ports.ts";
import type { LicencesRefusal } from "../problems.ts";
import type { Difference } from "../rows.ts";
import { differenceView } from "../views.ts";
import { differenceIdOf, type Found, remedies } from "./compare.ts";
import { linesPerPage } from "./limits.ts";
import type { EiaLine, LicenceLine } from "./read-licence-file.ts";
import { approvalsCompared, licencesCompared } from "./registered-here.ts";

/**
 * Closes a difference. `applied` says that our data was corrected by the operation that the difference names, and is refused while they still
 * differ; `dismissed` leaves them different for a reason.
 */
export function decideDifference(ports: LicencesPorts, call: Call<typeof licencesEndpoints.decideDifference>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof differenceView>, LicencesRefusal>(ports, call, async () => {
    const difference = await own.difference(params.differenceId);
    if (!difference || !scopeOf(caller).answersFor(difference.area)) return refuse({ code: "not-found" });
    const guard = body.applied ? "difference-remains" : "dismissed with a reason";
    const closed = next(licencesLifecycles.difference, difference.state, "decideDifference", guard);
    if (!closed.ok) return refuse({ code: "difference-decided", state: difference.state });
    const remains = body.applied ? await foundStill(ports, difference) : undefined;
    if (remains) {
      const { ours, theirs } = remains;
      return refuse({ code: "difference-remains", ours, theirs, remedy: remedies[difference.what] });
    }
    const at = clock.now();
    const { reason } = body;
    const decided: Difference = { ...difference, state: closed.value, reason, decidedAt: at, version: difference.version + 1 };
    const { partyId, area } = decided;
    const envelope = factEnvelopeOf(caller, at, { parties: partyId === undefined ? [] : [partyId], areas: [area] });
    const { state, decidedAt, seenAt, line, ...stated } = differenceView(decided);
    const data = { ...stated, outcome: body.applied ? ("applied" as const) : ("dismissed" as const), reason };
    return accept({
      response: differenceView(decided),
      writes: [own.differencePut(decided), own.state(licencesFacts.differenceDecided, { ...envelope, data })],
    });
  });
}

/** The difference as it is now, if what the file said still differs from what is registered here. */
async function foundStill(ports: ReadingPorts, difference: Difference): Promise<Pick<Found, "ours" | "theirs"> | undefined> {
  if (difference.what === "licence-missing") return await siteStillMissing(ports, difference);
  const line = await lineOf(ports, difference);
  const found =
    difference.kind === "licences"
      ? await licencesCompared(ports, difference.area, [line as LicenceLine])
      : await approvalsCompared(ports, difference.area, [line as EiaLine]);
  return found.find((each) => differenceIdOf(difference.area, each) === difference.differenceId);
}

/** A site that a file lacks stays a difference for as long as its licence is the site's: only a later file can show it. */
async function siteStillMissing({ members }: ReadingPorts, difference: Difference): Promise<Difference | undefined> {
  const { siteId, partyId } = difference;
  const site = await members.site(required(partyId, "party of the site"), required(siteId, "site that a file lacks"));
  return site && site.state !== "licence-lost" ? difference : undefined;
}

/** The line of the file that showed a difference. */
async function lineOf({ own }: ReadingPorts, { importId, line }: Difference): Promise<LicenceLine | EiaLine> {
  // Lines are counted with the header and with blank ones, which are not kept: its page can only be before the one that the number says.
  for (let page = Math.floor((line - 2) / linesPerPage); page > 0; page -= 1) {
    const found = (await own.linesOf(importId, page))?.find((each) => each.line === line);
    if (found) return found;
  }
  const first = await own.linesOf(importId, 0);
  return required(
    first?.find((each) => each.line === line),
    `line ${line} of the file ${importId}`,
  );
}
