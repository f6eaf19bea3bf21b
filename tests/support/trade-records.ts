import { differencesOf } from "../../functions/records/trades/checks/check-record.ts";
import type { RecordDifference } from "../../functions/records/trades/checks/difference.ts";
import { entryRows } from "../../functions/records/trades/checks/entry-rows.ts";
import { recordedFacts } from "../../functions/records/trades/contract-facts.ts";
import { recordsOf } from "../../functions/records/trades/record-trade.ts";
import { recordRows } from "../../functions/records/trades/rows.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { recordKeyOf } from "../../shared/records/record-hash.ts";
import { type TradeRecord, tradeRecord } from "../../shared/records/trade-record.ts";
import { openTable } from "../../shared/store/table.ts";
import type { Engine, TableName } from "./engine.ts";
import { statedFacts, transfers } from "./stated-facts.ts";

const recorded: readonly string[] = recordedFacts.map(({ factType }) => factType);

/** The trade records of every stated fact that concerns a test, each of the form that is published, in the order of time. */
export async function tradeRecordsOf(engine: Engine, concerns: (fact: Fact) => boolean, of?: readonly TableName[]): Promise<TradeRecord[]> {
  const facts = await statedFacts(engine, (fact) => recorded.includes(fact.factType) && concerns(fact), of);
  const records = facts.flatMap(recordsOf);
  // Says what is wrong with one that is not of the form, and drops what the form does not know.
  for (const record of records) {
    const parsed = tradeRecord.parse(record);
    if (JSON.stringify(sorted(parsed)) !== JSON.stringify(sorted(record))) throw new Error(`not of the form: ${JSON.stringify(record)}`);
  }
  return records.sort((one, other) => (recordKeyOf(one) < recordKeyOf(other) ? -1 : 1));
}

/** What the check of sealed records finds of these records, with the entries of the ledger recorded as their consumer does. */
export async function differencesFound(engine: Engine, records: readonly TradeRecord[]): Promise<readonly RecordDifference[]> {
  const table = openTable(engine.dynamo, engine.tables.Records);
  const causes = new Set(records.flatMap(({ entry }) => (entry ? [`${entry.kind} ${entry.reference}`] : [])));
  const entries = (await transfers(engine)).filter(({ data: { cause } }) => causes.has(`${cause.kind} ${cause.reference}`));
  await table.putAll([...entries.flatMap(entryRows), ...records.flatMap(recordRows)]);
  const found: RecordDifference[] = [];
  for (const record of records) found.push(...(await differencesOf(table, record, 1)));
  return found;
}

/** One line for each record: its kind and series, its figures and what it takes back. */
export function inShort(records: readonly TradeRecord[]): readonly string[] {
  return records.map(({ kind, series, quantity, held, amount, reverses, instrument }) =>
    [
      [kind, series].filter(Boolean).join("/"),
      instrument?.split("/").slice(0, 2).join("/"),
      ...[quantity, amount && `${amount} CNY`, held && `held ${held}`, reverses && "reverses"].filter(Boolean),
    ].join(" "),
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
