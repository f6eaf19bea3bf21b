import { type Fields, fieldsOf, list, parseJson } from "../values.ts";
import type { CapacityRow } from "./types.ts";

/** Counts capacity units; rows per function, operation, table and index. */
export interface CapacityMeter {
  count(functionName: string, operation: string, consumed: unknown): void;
  rows(): CapacityRow[];
  reset(): void;
}

/** A meter at zero. `consumed` is `ConsumedCapacity` as DynamoDB sends it for INDEXES: an object, or a list for batches and transactions. */
export function capacityMeter(): CapacityMeter {
  const rows = new Map<string, { row: CapacityRow; requests: number; units: number }>();
  const add = (functionName: string, operation: string, table: string, index: string | undefined, units: number): void => {
    if (units === 0) return;
    const key = [functionName, operation, table, index ?? ""].join("\n");
    const present = rows.get(key) ?? {
      row: { functionName, operation, table, ...(index ? { index } : {}), requests: 0, units: 0 },
      requests: 0,
      units: 0,
    };
    present.requests += 1;
    present.units += units;
    rows.set(key, present);
  };
  return {
    count: (functionName, operation, consumed) => {
      for (const entry of (Array.isArray(consumed) ? consumed : [consumed]).map(fieldsOf)) {
        const table = String(entry.TableName ?? "");
        if (table === "") continue;
        add(functionName, operation, table, undefined, unitsOf(entry.Table ?? entry));
        for (const kind of ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"]) {
          for (const [index, used] of Object.entries(fieldsOf(entry[kind]))) add(functionName, operation, table, index, unitsOf(used));
        }
      }
    },
    rows: () =>
      [...rows.entries()]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([, { row, requests, units }]) => ({ ...row, requests, units })),
    reset: () => rows.clear(),
  };
}

/** The member as the last of an answer, and its value; engines differ in the spaces between. */
const lastMember = /^"ConsumedCapacity"\s*:(.*)\}\s*$/s;

/**
 * Splits an answer into what the caller gets and the capacity it used. `asked` is the caller's ReturnConsumedCapacity. Engines write the
 * member last, so that a long answer need not be parsed; one that has it elsewhere is.
 */
export function splitCapacity(answer: string, asked: unknown): { readonly answer: string; readonly consumed: unknown } {
  const start = answer.lastIndexOf('"ConsumedCapacity"');
  if (start < 0) return { answer, consumed: undefined };
  const tail = parseJson(lastMember.exec(answer.slice(start))?.[1] ?? "");
  if (isCapacity(tail)) {
    if (asked === "INDEXES") return { answer, consumed: tail };
    const others = answer.slice(0, start).replace(/,?\s*$/, "");
    return {
      answer: asked === "TOTAL" ? `${answer.slice(0, start)}"ConsumedCapacity":${JSON.stringify(totals(tail))}}` : `${others}}`,
      consumed: tail,
    };
  }
  const { ConsumedCapacity, ...rest } = fieldsOf(parseJson(answer));
  if (!isCapacity(ConsumedCapacity)) return { answer, consumed: undefined };
  if (asked === "INDEXES") return { answer, consumed: ConsumedCapacity };
  return {
    answer: JSON.stringify(asked === "TOTAL" ? { ...rest, ConsumedCapacity: totals(ConsumedCapacity) } : rest),
    consumed: ConsumedCapacity,
  };
}

function isCapacity(value: unknown): boolean {
  const entries = (Array.isArray(value) ? list(value) : [value]).map(fieldsOf);
  return (
    value !== undefined &&
    entries.every(({ TableName, CapacityUnits }) => typeof TableName === "string" && typeof CapacityUnits === "number")
  );
}

function totals(consumed: unknown): unknown {
  if (Array.isArray(consumed)) return consumed.map(totals);
  const { Table: _table, GlobalSecondaryIndexes: _global, LocalSecondaryIndexes: _local, ...total }: Fields = fieldsOf(consumed);
  return total;
}

function unitsOf(used: unknown): number {
  const { CapacityUnits } = fieldsOf(used);
  return typeof CapacityUnits === "number" ? CapacityUnits : 0;
}
