import type { Instant } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { licencesLifecycles } from "../lifecycles.ts";
import type { ReadingPorts } from "../ports.ts";
import type { Difference, LicenceImport } from "../rows.ts";
import { differenceIdOf, type Found } from "./compare.ts";

/** Rows of one transaction. */
const rowsAtOnce = 50;

/** Keeps what a file shows: new differences are open, known ones are seen again. Repeating it changes nothing. */
export async function differencesShown(ports: ReadingPorts, file: LicenceImport, found: readonly Found[]): Promise<void> {
  for (let start = 0; start < found.length; start += rowsAtOnce) {
    const some = new Map(found.slice(start, start + rowsAtOnce).map((each) => [differenceIdOf(file.area, each), each]));
    await change(ports, [...some.keys()], (before, differenceId) => shown(file, required(some.get(differenceId), differenceId), before));
  }
}

/** Closes those among these differences that are open and that this file, later than what showed them, does not show. */
export function differencesGone(ports: ReadingPorts, file: LicenceImport, ids: readonly string[], at: Instant): Promise<void> {
  return change(ports, ids, (before) => before && gone(file, before, at));
}

async function change(
  { dynamo, own }: ReadingPorts,
  ids: readonly string[],
  next: (before: Difference | undefined, differenceId: string) => Difference | undefined,
): Promise<void> {
  await retryWhileStale("differences of a file", async () => {
    const before = new Map((await own.differencesAt(ids)).map((each) => [each.differenceId, each]));
    const changed = ids.flatMap((differenceId) => next(before.get(differenceId), differenceId) ?? []);
    if (changed.length === 0) return undefined;
    const result = await commit(dynamo, changed.map(own.differencePut));
    return result.kind === "committed" ? undefined : stale;
  });
}

/** A difference after a file showed it: open, unless it was dismissed with the same values. Undefined if a later file was there before. */
function shown(
  file: LicenceImport,
  { pollutant, siteId, partyId, ...found }: Found,
  before: Difference | undefined,
): Difference | undefined {
  const { area, kind, importId, importedAt: seenAt } = file;
  if (before && (before.seenAt > seenAt || isOf(file, before))) return undefined;
  const same = before !== undefined && before.theirs === found.theirs && before.ours === found.ours;
  const kept = before?.state === "dismissed" && same;
  return {
    ...{
      ...found,
      area,
      kind,
      importId,
      seenAt,
      differenceId: differenceIdOf(area, { ...found, ...(pollutant !== undefined && { pollutant }) }),
    },
    ...(pollutant !== undefined && { pollutant }),
    ...(siteId !== undefined && { siteId }),
    ...(partyId !== undefined && { partyId }),
    ...(kept ? { state: "dismissed", reason: before.reason, decidedAt: before.decidedAt } : { state: "open" }),
    version: (before?.version ?? 0) + 1,
  };
}

/** Whether this import of a file, and not an earlier one of the same file, showed a difference. */
export function isOf({ importId, importedAt }: LicenceImport, difference: Difference): boolean {
  return difference.importId === importId && difference.seenAt === importedAt;
}

function gone(file: LicenceImport, before: Difference, at: Instant): Difference | undefined {
  const { kind, importedAt } = file;
  const stays = before.state !== "open" || before.kind !== kind || isOf(file, before) || before.seenAt > importedAt;
  return stays
    ? undefined
    : { ...before, state: stateAfter(licencesLifecycles.difference, before.state, "compare"), decidedAt: at, version: before.version + 1 };
}
