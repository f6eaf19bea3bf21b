import { required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import type { CollateralOwnPorts } from "../ports.ts";
import { aboutChange } from "./agreed/answer-change.ts";
import { agreedFacts } from "./agreed/contract.ts";
import { pledgeChangeLifecycle } from "./agreed/lifecycle.ts";
import { changeIdOf } from "./agreed/rows.ts";
import { changeDue } from "./agreed/store.ts";
import { changeStatement } from "./agreed/views.ts";
import { nameFacts } from "./names/contract.ts";
import { nameFilingPledgeOf } from "./names/rows.ts";
import { nameFilingDue } from "./names/store.ts";
import { nameFilingView } from "./names/views.ts";
import { objectionFacts } from "./objections/contract.ts";
import { objectionDueAt } from "./objections/due.ts";
import { pledgeObjectionLifecycle } from "./objections/lifecycle.ts";
import { aboutObjection, nextObjection, objectionWrites } from "./objections/next-objection.ts";
import { objectionIdOf } from "./objections/rows.ts";
import { objectionDue } from "./objections/store.ts";
import { objectionStatement } from "./objections/views.ts";

const actor = "collateral-change-days";

type Writes = readonly WriteFragment<never>[];

/** What is due of one row of a kind, by its partition key; undefined where another run did it, or the index lags. */
type Due = (ports: CollateralOwnPorts, partition: string) => Promise<Writes | undefined>;

/** A change that nobody answered lapses. */
const endChange: Due = async ({ own, clock }, partition) => {
  const row = await own.pledgeChange(changeIdOf(partition));
  const at = clock.now();
  if (row?.state !== "proposed" || row.answerBy > at) return undefined;
  const pledge = required(await own.pledge(row.pledgeId), `pledge ${row.pledgeId}`);
  const state = stateAfter(pledgeChangeLifecycle, row.state, "days to answer end");
  const after = { ...row, state, answeredAt: at, version: row.version + 1 };
  const envelope = { factId: `pledge-change-lapsed.${row.changeId}`, occurredAt: at, actor, ...aboutChange(row, pledge) };
  return [own.pledgeChangePut(after), own.state(agreedFacts.pledgeChangeLapsed, { ...envelope, data: changeStatement(after) })];
};

/** An objection that was not notified or not sued for is removed. */
const endObjection: Due = async ({ own, clock }, partition) => {
  const row = await own.pledgeObjection(objectionIdOf(partition));
  const at = clock.now();
  const due = row && objectionDueAt(row);
  const pledge = row && (await own.pledge(row.pledgeId));
  if (!row || !pledge || due === undefined || due > at) return undefined;
  const event = row.state === "entered" ? "days to notify end" : "days to sue end";
  const after = nextObjection(row, { state: stateAfter(pledgeObjectionLifecycle, row.state, event), endedAt: at });
  const envelope = { factId: `pledge-objection-removed.${row.objectionId}`, occurredAt: at, actor, ...aboutObjection(row, pledge) };
  return [
    ...objectionWrites(own, after, pledge, at),
    own.state(objectionFacts.objectionRemoved, { ...envelope, data: objectionStatement(after) }),
  ];
};

/** Both sides are told once that a new name was not filed in time. */
const tellOfName: Due = async ({ own, clock }, partition) => {
  const duty = await own.nameFiling(nameFilingPledgeOf(partition));
  const at = clock.now();
  if (!duty || duty.closedAt !== undefined || duty.toldAt !== undefined || duty.fileBy > at) return undefined;
  // It may lie in further areas since the duty began, as now those in whose lists it shows up have to be right.
  const { areas } = required(await own.pledge(duty.pledgeId), `pledge ${duty.pledgeId}`);
  const after = { ...duty, areas, toldAt: at, version: duty.version + 1 };
  const about = { parties: [duty.bankId, duty.pledgorId], areas };
  const envelope = { factId: `pledge-name-filing-overdue.${duty.pledgeId}.${after.version}`, occurredAt: at, actor, ...about };
  return [...own.nameFilingTold(after), own.state(nameFacts.nameFilingOverdue, { ...envelope, data: nameFilingView(after) })];
};

const kinds: readonly (readonly [kind: string, due: Due])[] = [
  [changeDue, endChange],
  [objectionDue, endObjection],
  [nameFilingDue, tellOfName],
];

/** Does what time alone does to changes, objections and duties to file a new name. */
export async function endDays(ports: CollateralOwnPorts): Promise<void> {
  for (const [kind, due] of kinds)
    await eachDue(ports.own, kind, ports.clock.now(), ({ pk }) =>
      retryWhileStale(`due ${kind}`, async () => {
        const writes = await due(ports, pk);
        if (!writes) return undefined;
        const result = await commit(ports.dynamo, writes);
        return result.kind === "committed" ? undefined : stale;
      }),
    );
}
