import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import type { CollateralOwnPorts } from "../ports.ts";
import { nextVersion, registersOf } from "./change-pledge.ts";
import { pledgesFacts } from "./contract.ts";
import { pledgeLifecycle } from "./lifecycles.ts";
import { pledgeDue } from "./pledge-due.ts";
import { pledgeIdOf } from "./rows.ts";
import { aboutPledge, stated } from "./statement.ts";

const actor = { subject: "collateral-terms" };

/** Ends what is due: drafts that were not registered in time, and terms of registrations. A lapse at term releases nothing. */
export function endTerms(ports: CollateralOwnPorts): Promise<void> {
  return eachDue(ports.own, "pledge", ports.clock.now(), ({ pk }) =>
    retryWhileStale("the term of a pledge", () => endTerm(ports, pledgeIdOf(pk))),
  );
}

/** Ends the term of one pledge, if it is due: the index lags, and another run may have done it. */
async function endTerm(ports: CollateralOwnPorts, pledgeId: string): Promise<undefined | typeof stale> {
  const { dynamo, clock, own } = ports;
  const pledge = await own.pledge(pledgeId);
  const at = clock.now();
  const due = pledge && pledgeDue(pledge);
  if (!pledge || due === undefined || due > at) return undefined;
  const drafted = pledge.state === "drafted" || pledge.state === "confirmed";
  const state = stateAfter(pledgeLifecycle, pledge.state, drafted ? "draft lapses" : "term ends");
  const after = nextVersion(pledge, at, { state, ...(drafted && { endedAt: at }) });
  const registers = drafted ? [] : await registersOf(ports, pledge);
  const fact = { ...aboutPledge(actor, at, after), data: stated(after, registers, false) };
  const schema = drafted ? pledgesFacts.pledgeNotRegistered : pledgesFacts.pledgeLapsed;
  const result = await commit(dynamo, [...own.pledgePut(after), own.state(schema, fact)]);
  return result.kind === "committed" ? undefined : stale;
}
