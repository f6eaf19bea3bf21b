import { epochMilliseconds, type Instant } from "../../shared/kernel/clock.ts";
import type { Audit } from "./audit.ts";
import type { Finding } from "./finding.ts";

/** Seconds before the restored second within which a transaction may have reached one table's backup and not the other's. */
const window = 300;
/** Facts that are listed; more are counted. */
const listedAtMost = 20;

/** What an audit found, for people: what is on one side only, when it was stated, and what to do. */
export function reportOf({ findings, facts, unrecorded, quietAt }: Audit, restoredTo: Instant | undefined): string {
  const lines = [`${facts} facts read.`];
  if (findings.length === 0)
    lines.push("Ledger and contexts agree: every entry has its fact, every hold, due and account its row, every instrument sums to zero.");
  else lines.push(`${findings.length} disagreements:`, ...findings.map((finding) => `- ${show(finding, restoredTo)}`));
  if (findings.some(({ at }) => at !== undefined && isOld(at, restoredTo))) {
    lines.push(
      `Those older than ${window} seconds before the restored second are not the restore's doing: stop announcing auctions, and find the entry`,
      "by its account in GET /records/accounts/…/statement of the deployment that runs.",
    );
  }
  if (findings.length > 0) lines.push(whatToDo(quietAt));
  if (unrecorded.length > 0) {
    lines.push(
      `${unrecorded.length} facts are not in the records; whoever else subscribes to them may not have been told:`,
      ...unrecorded.slice(0, listedAtMost).map(({ table, factType, factId, at }) => `- ${at} ${table} ${factType} ${factId}`),
      ...(unrecorded.length > listedAtMost ? [`- and ${unrecorded.length - listedAtMost} more`] : []),
      "In a drill nothing is to be done. To go on with these tables, send them to their subscribers: npm run restore-drill -- relay",
    );
  }
  return lines.join("\n");
}

function whatToDo(quietAt: Instant | undefined): string {
  return quietAt === undefined
    ? "Restore again to another second, best to one at night: no pause of ten seconds precedes what was found."
    : `Restore again with --at ${quietAt}: no fact was stated for at least five seconds before and after it. What came later is to be entered again.`;
}

function show({ at, wrong }: Finding, restoredTo: Instant | undefined): string {
  if (at === undefined) return wrong;
  if (restoredTo === undefined) return `${at} ${wrong}`;
  return `${at} (${Math.round((epochMilliseconds(restoredTo) - epochMilliseconds(at)) / 1000)} s before) ${wrong}`;
}

function isOld(at: Instant, restoredTo: Instant | undefined): boolean {
  return restoredTo !== undefined && epochMilliseconds(restoredTo) - epochMilliseconds(at) > window * 1000;
}
