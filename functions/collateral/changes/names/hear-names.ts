import { dayOf } from "../../../../shared/kernel/calendar.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { eachAtOnce } from "../../../../shared/store/at-once.ts";
import { retryWhileStale, stale } from "../../../../shared/store/retry.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import type { Reactions } from "../../../../shared/streams/functions.ts";
import { numberOf } from "../../pledges/rows.ts";
import type { CollateralOwnPorts } from "../../ports.ts";
import type { changesFunctions } from "../deployment.ts";
import { nameFilingBy } from "../rules.ts";
import { nameFacts } from "./contract.ts";
import { isToBeNamed } from "./name-filed.ts";
import type { NameFiling } from "./rows.ts";
import { nameFilingView } from "./views.ts";

const pledgesAtOnce = 8;
const pledgesAPage = 50;
/** A new name, as it was entered. */
interface Renamed {
  readonly formerName: string;
  readonly name: string;
  readonly from: string;
}

/** The end of a registration. */
interface Ended {
  readonly data: { readonly pledgeId: string };
  readonly occurredAt: string;
}

/** A new name of a member: the banks of its registered pledges have to file it. Hearing it again changes nothing. */
export function reactionsOf(ports: CollateralOwnPorts): Reactions<(typeof changesFunctions)["collateral-new-names-on-fact"]["facts"]> {
  const ended = ({ data: { pledgeId }, occurredAt }: Ended) =>
    retryWhileStale("a name that need not be filed", () => closeDuty(ports, pledgeId, occurredAt));
  return {
    "party-renamed": async ({ data: { partyId, formerName, name, from } }) => {
      let cursor: string | undefined;
      do {
        const page = await ports.own.pledgesOfPledgor(partyId, { limit: pledgesAPage, cursor });
        const standing = page.items.filter(isToBeNamed);
        await eachAtOnce(standing, pledgesAtOnce, (pledge) =>
          retryWhileStale("a name to be filed", () => noteName(ports, pledge.pledgeId, { formerName, name, from })),
        );
        cursor = page.nextCursor;
      } while (cursor !== undefined);
    },
    "pledge-lapsed": ended,
    "pledge-cancelled": ended,
    "pledge-expired": ended,
    "pledge-revoked": ended,
    // An enforcement of a part leaves the registration where it is.
    "pledge-enforced": async (fact) => (fact.data.state === "enforced" ? ended(fact) : undefined),
  };
}

async function noteName({ dynamo, own }: CollateralOwnPorts, pledgeId: string, { formerName, name, from }: Renamed) {
  // As it is now: what the index shows may be what it was before another bank took over, or before something was added in another area.
  const pledge = required(await own.pledge(pledgeId), `pledge ${pledgeId}`);
  const { areas, bank, pledgor } = pledge;
  const before = await own.nameFiling(pledgeId);
  // Heard before, or a later name was heard first. Who registered under the new name already has nothing to file.
  if ((before && before.renamedAt >= from) || pledgor.legalName === name) return undefined;
  const open = before && before.closedAt === undefined ? before : undefined;
  const { toldAt, fileBy = nameFilingBy(dayOf(from)) } = open ?? {};
  const row: NameFiling = {
    ...{
      pledgeId,
      areas,
      registrationNumber: numberOf(pledge),
      bankId: bank.partyId,
      bankName: bank.legalName,
      pledgorId: pledgor.partyId,
    },
    ...{ formerName: open?.formerName ?? formerName, name, renamedAt: from, fileBy, version: (before?.version ?? 0) + 1 },
    ...(toldAt !== undefined && { toldAt }),
  };
  const about = { parties: [bank.partyId, pledgor.partyId], areas };
  const envelope = { factId: `pledge-name-filing-due.${pledgeId}.${row.version}`, occurredAt: from, actor: "collateral-new-names" };
  const writes = [...own.nameFilingOpen(row), own.state(nameFacts.nameFilingDue, { ...envelope, ...about, data: nameFilingView(row) })];
  const result = await commit(dynamo, writes);
  return result.kind === "committed" ? undefined : stale;
}

/** Nothing has to be filed any more of a registration that has ended. */
async function closeDuty({ dynamo, own }: CollateralOwnPorts, pledgeId: string, closedAt: string) {
  const duty = await own.nameFiling(pledgeId);
  if (!duty || duty.closedAt !== undefined) return undefined;
  const result = await commit(dynamo, own.nameFilingDone({ ...duty, closedAt, version: duty.version + 1 }));
  return result.kind === "committed" ? undefined : stale;
}
