import { formatFen } from "../../../shared/kernel/decimal.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { coverageFacts } from "./contract.ts";
import type { CoverageRow } from "./store.ts";
import { coverageText, cureText, pricingText } from "./texts.ts";
import { isWorse } from "./vocabulary.ts";

/**
 * The fact that a coverage crossed a line, in either direction, or was below one from the beginning. It is one write with the version that it
 * is about, so that no crossing is told twice.
 */
export function crossingOf(own: Pick<Table, "state">, before: CoverageRow | undefined, after: CoverageRow): WriteFragment<never>[] {
  const { state } = after;
  const from = before?.state === "ended" ? undefined : before?.state;
  if (state === "ended" || state === (from ?? "sound")) return [];
  const { crossed: schema } = coverageFacts;
  const envelope = {
    factId: `${schema.factType}.${after.pledgeId}.${after.version}`,
    ...{ actor: "coverage", occurredAt: after.changedAt, parties: [after.bankId, after.pledgorId], areas: after.areas },
  };
  const data = {
    ...coverageStated(after),
    from: from ?? "none",
    state,
    direction: from === undefined || isWorse(state, from) ? "down" : "up",
    ...{ coverage: coverageText(after), pricing: pricingText(after.positions), curing: cureText(after.cure) },
  } as const;
  return [own.state(schema, { ...envelope, data })];
}

/** A coverage as facts and answers state it. */
export function coverageStated({ changedAt: _changedAt, version: _version, state: _state, areas: _areas, ...row }: CoverageRow) {
  const { ratio, securedCny, valueCny, leftCny, positions, cure, ...rest } = row;
  return {
    ...rest,
    ...{ ratio: ratio ? ratio.toFixed(4) : null, securedCny: formatFen(securedCny), valueCny: formatFen(valueCny) },
    ...{ leftCny: formatFen(leftCny), positions: [...positions], ...(cure && { cure }) },
  };
}
