import type { Fact } from "../../../shared/kernel/fact.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import type { Key } from "../../../shared/store/client.ts";
import { decodeFact } from "../../../shared/store/fact-store.ts";
import { inBatches } from "../../../shared/store/in-batches.ts";
import type { Table } from "../../../shared/store/table.ts";
import { readRecord, recordKey } from "../trades/rows.ts";
import type { MovedEntry } from "./flows.ts";

/** What is shown of the decision behind an entry. */
export interface Decision {
  readonly recordId?: string;
  readonly auctionId?: string;
  readonly planId?: string;
  readonly certificateId?: string;
  readonly title?: string;
  readonly documentNumber?: string;
  readonly contractNumber?: string;
  readonly confirmationNumber?: string;
  readonly blockReference?: string;
  readonly source?: string;
  readonly year?: string;
  readonly market?: string;
  readonly offsets?: { readonly kind: string; readonly project: string; readonly first: string; readonly last: string }[];
}

/** Members of facts and records that are shown, by the names under which they are found; the first that is there counts. */
const shown: Readonly<Record<Exclude<keyof Decision, "offsets">, readonly string[]>> = {
  recordId: ["recordId"],
  auctionId: ["auctionId"],
  planId: ["planId"],
  certificateId: ["certificateId"],
  title: ["title", "planTitle"],
  documentNumber: ["decisionNumber", "documentNumber"],
  contractNumber: ["contractNumber"],
  confirmationNumber: ["confirmationNumber"],
  blockReference: ["blockReference"],
  source: ["source", "quotaSource"],
  year: ["year"],
  market: ["market"],
};

/**
 * What the decisions behind some entries say, by fact id: the context's own fact, which has the entry's id, and the trade record that was made
 * of it. Two reads for a hundred entries. Entries that are the only fact say nothing more.
 */
export async function decisionsOf(
  records: Pick<Table, "readMany">,
  entries: readonly MovedEntry[],
): Promise<ReadonlyMap<string, Decision>> {
  const [facts, made] = await Promise.all([
    inBatches(entries.map(factRowKey), (some) => records.readMany(some, decodeFact)),
    inBatches(
      entries.map(({ factId }) => recordKey(factId)),
      (some) => records.readMany(some, readRecord),
    ),
  ]);
  const factsById = new Map(facts.map((fact) => [fact.factId, fact]));
  const recordsById = new Map(made.map((record) => [record.recordId, record]));
  return new Map(entries.map(({ factId }) => [factId, decisionOf(factsById.get(factId), recordsById.get(factId))]));
}

/** Key of the recorded fact of an entry, in the first of its areas. */
function factRowKey({ factId, occurredAt, areas }: MovedEntry): Key {
  return { pk: `area#${required(areas[0], "area of an entry")}`, sk: `${occurredAt}#${factId}` };
}

function decisionOf(fact: Fact | undefined, record: TradeRecord | undefined): Decision {
  const data = (fact?.data ?? {}) as Readonly<Record<string, unknown>>;
  const said: Readonly<Record<string, unknown>> = { ...data, ...record };
  const values = Object.entries(shown).flatMap(([name, names]) => {
    const value = names.map((each) => said[each]).find(isPlain);
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  const offsets = Array.isArray(data.offsets) && data.offsets.length > 0 ? (data.offsets as Decision["offsets"]) : undefined;
  return { ...Object.fromEntries(values), ...(offsets && { offsets }) };
}

function isPlain(value: unknown): value is string | number {
  return (typeof value === "string" && value !== "") || typeof value === "number";
}
