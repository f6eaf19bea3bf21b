import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { decimal, plain } from "../../../shared/kernel/decimal.ts";
import { accept, type NotFound, type Outcome } from "../../../shared/kernel/outcome.ts";
import type { ReadingCaller } from "../../../shared/members/reader.ts";
import type { ScopedCaller } from "../../../shared/members/scope.ts";
import { chosenOf } from "../readings/chosen.ts";
import { type OthersData, readingFor } from "../readings/record-reading.ts";
import { authorizedRange, type RangePorts } from "../trades/authorized-range.ts";
import { figuresOf } from "../trades/figures.ts";
import type { RangeRefusal } from "../trades/problems.ts";
import { exportsEndpoints } from "./contract.ts";
import type { ExportAsked } from "./formats/format.ts";
import type { ExportQuery, RecordExport } from "./store.ts";

/** Records that a caller may export, and the data of others that they may show. */
export interface AllowedRecords {
  readonly records: Omit<ExportAsked, "before" | "language">;
  readonly others: OthersData | undefined;
}

/** Which records of a query its caller may export now; its combination is any. */
export async function allowedRecords(
  ports: RangePorts,
  caller: ScopedCaller & ReadingCaller,
  query: ExportQuery,
): Promise<Outcome<AllowedRecords, RangeRefusal | NotFound>> {
  const { leastPrice, mostPrice, leastQuantity, mostQuantity, ...selected } = query;
  const bounds = Object.entries({ leastPrice, mostPrice, leastQuantity, mostQuantity }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, decimal(value)] as const],
  );
  const figures = figuresOf(Object.fromEntries(bounds));
  const { operationId: operation } = exportsEndpoints.requestExport;
  const allowed = await authorizedRange(ports, caller, { ...selected, figures }, { operation, combinations: "any" });
  if (!allowed.ok) return allowed;
  const { range, others } = allowed.value;
  const exact = Object.fromEntries(bounds.map(([name, value]) => [name, plain(value)]));
  return accept({ records: { area: range.area, selection: chosenOf(range.selection), from: query.from, ...exact }, others });
}

/** Whether a caller may still read what an export holds: it is not barred, and what it may read is what it was. */
export async function mayStillRead(
  ports: RangePorts,
  caller: ScopedCaller & ReadingCaller,
  { query, asked }: Pick<RecordExport, "query" | "asked">,
): Promise<boolean> {
  const allowed = await allowedRecords(ports, caller, query);
  if (!allowed.ok) return false;
  const { records, others } = allowed.value;
  if (others && !readingFor(caller, others, ports.clock.now()).ok) return false;
  const { before: _before, language: _language, ...then } = asked;
  return canonicalJson(records) === canonicalJson(then);
}
