import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { complianceFacts } from "../contract.ts";
import { figuresOf, type Obligation } from "./store.ts";

const actor = "compliance";

/** The facts that members are told, with the change of the obligation that they are about: a gap that opens, closes, is overdue, or is not known any more. */
export function changesOf(
  own: Pick<Table, "state">,
  before: Obligation | undefined,
  after: Obligation,
  at: Instant,
): WriteFragment<never>[] {
  const schema = factFor(before?.state, after.state);
  if (!schema) return [];
  const envelope = {
    // One fact a version: the write of the version and of the fact are one.
    factId: `${schema.factType}.${after.obligationId}.${after.version}`,
    ...{ actor, parties: [after.partyId], areas: [after.area] },
  };
  return [own.state(schema, { ...envelope, occurredAt: at, data: statedOf(after) })];
}

function factFor(before: Obligation["state"] | undefined, after: Obligation["state"]) {
  if (before === after) return undefined;
  if (after === "overdue") return complianceFacts.obligationOverdue;
  if (after === "short") return complianceFacts.gapFound;
  if (before !== "short" && before !== "overdue") return undefined;
  return after === "open" ? complianceFacts.gapWithdrawn : complianceFacts.gapClosed;
}

/** What facts state of an obligation. */
export function statedOf(row: Obligation) {
  const { obligationId, kind, year, pollutant, market, siteId, siteName, partyId, partyName, creditCode, area, state, deadlineAt } = row;
  const optional = {
    ...(market !== undefined && { market }),
    ...(siteId !== undefined && { siteId }),
    ...(siteName !== undefined && { siteName }),
  };
  return {
    ...{ obligationId, kind, year, pollutant, ...optional, partyId, partyName, creditCode, area, ...figuresOf(row), state, deadlineAt },
  };
}

/** The fact that a member which is short is told some days ahead of the deadline, once for each number of days. */
export function deadlineAhead(own: Pick<Table, "state">, row: Obligation, days: number, at: Instant): WriteFragment<never> {
  const { deadlineAhead: schema } = complianceFacts;
  const factId = `${schema.factType}.${row.obligationId}.${row.deadlineAt}.${days}`;
  return own.state(schema, { factId, actor, parties: [row.partyId], areas: [row.area], occurredAt: at, data: { ...statedOf(row), days } });
}
