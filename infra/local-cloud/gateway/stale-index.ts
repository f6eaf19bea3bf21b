import { type Fields, fieldsOf, parseJson } from "../values.ts";
import { keyText } from "./dynamo-request.ts";
import type { EngineClient } from "./engine-client.ts";
import type { TableShape, TableShapes } from "./table-shapes.ts";

/** Remembers what recent writes replaced, so that an index can answer as of a moment ago. */
export interface StaleIndexes {
  /** Call before forwarding writes: reads the items they will replace. */
  remember(writes: readonly { readonly table: string; readonly item: Fields }[]): Promise<void>;
  /** The answer to an index query as if writes since `horizon` (epoch milliseconds) had not reached the index. */
  rewrite(table: string, query: Fields, answer: string, horizon: number): string;
  /** Forgets all writes. */
  forget(): void;
}

interface Replaced {
  readonly at: number;
  /** The item before the write; undefined when there was none. */
  readonly before: Fields | undefined;
}

/**
 * Before images come from strongly consistent reads made just before a write goes on, so two writes to one item at the same moment may
 * give the index the older of two states, which a real index may show too. Filter expressions are not evaluated on before images: with
 * one, recent writes are only left out. A page limit is not applied again.
 */
export function staleIndexes(engine: EngineClient, shapes: TableShapes, now: () => number): StaleIndexes {
  const histories = new Map<string, Map<string, Replaced[]>>();
  return { remember, rewrite, forget: () => histories.clear() };

  async function remember(writes: readonly { readonly table: string; readonly item: Fields }[]): Promise<void> {
    await Promise.all(
      writes.map(async ({ table, item }) => {
        const shape = await shapes.shape(table);
        if (!shape) return;
        const key = keyOf(shape, item);
        const { body } = await engine.call("DynamoDB_20120810.GetItem", { TableName: table, Key: key, ConsistentRead: true });
        const before = fieldsOf(body).Item;
        const items = histories.get(table) ?? new Map<string, Replaced[]>();
        const id = identity(shape, item);
        items.set(id, [...(items.get(id) ?? []), { at: now(), before: before === undefined ? undefined : fieldsOf(before) }]);
        histories.set(table, items);
      }),
    );
  }

  function rewrite(table: string, query: Fields, answer: string, horizon: number): string {
    const shape = shapes.known(table);
    const index = shape?.indexes.get(String(query.IndexName));
    const parsed = fieldsOf(parseJson(answer));
    if (!shape || !index || !Array.isArray(parsed.Items)) return answer;
    const stale = new Map<string, Fields | undefined>();
    for (const [id, history] of histories.get(table) ?? []) {
      const first = history.find(({ at }) => at >= horizon);
      if (first) stale.set(id, first.before);
    }
    const kept = parsed.Items.map(fieldsOf).filter((item) => !stale.has(identity(shape, item)));
    const wanted = query.FilterExpression === undefined ? keyCondition(query) : undefined;
    const earlier = wanted ? [...stale.values()].filter((item) => item !== undefined).filter(wanted) : [];
    const projected = earlier.map((item) =>
      index.projected ? pick(item, new Set([...index.projected, ...keyNames(shape), ...keyNames(index)])) : item,
    );
    const items = [...kept, ...projected].sort((left, right) => compareKeys(left[index.sortKey ?? ""], right[index.sortKey ?? ""]));
    if (query.ScanIndexForward === false) items.reverse();
    return JSON.stringify({ ...parsed, Items: items, Count: items.length, ScannedCount: items.length });
  }
}

function keyNames({ partitionKey, sortKey }: { readonly partitionKey: string; readonly sortKey: string | undefined }): string[] {
  return sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
}

function keyOf(shape: TableShape, item: Fields): Fields {
  return pick(item, new Set(keyNames(shape)));
}

function pick(item: Fields, names: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

function identity(shape: TableShape, item: Fields): string {
  return JSON.stringify(keyNames(shape).map((name) => keyText(item[name])));
}

function compareKeys(left: unknown, right: unknown): number {
  const [a = "", b = ""] = [keyText(left), keyText(right)];
  if (fieldsOf(left).N !== undefined) return Number(a) - Number(b);
  return a < b ? -1 : Number(a > b);
}

/** A key condition as a predicate: comparisons, BETWEEN and begins_with, joined by AND. */
function keyCondition(query: Fields): (item: Fields) => boolean {
  const names = fieldsOf(query.ExpressionAttributeNames);
  const values = fieldsOf(query.ExpressionAttributeValues);
  const attribute = (item: Fields, name: string): unknown => item[String(names[name] ?? name)];
  const tests: ((item: Fields) => boolean)[] = [];
  const compared = (name: string, value: string, accept: (order: number) => boolean): void => {
    tests.push((item) => attribute(item, name) !== undefined && accept(compareKeys(attribute(item, name), values[value])));
  };
  const expression = String(query.KeyConditionExpression ?? "");
  const part =
    /begins_with\s*\(\s*([#\w.-]+)\s*,\s*(:\w+)\s*\)|([#\w.-]+)\s+BETWEEN\s+(:\w+)\s+AND\s+(:\w+)|([#\w.-]+)\s*(<=|>=|=|<|>)\s*(:\w+)/gi;
  for (const [, prefixed, prefix, ranged, low, high, name, operator, value] of expression.matchAll(part)) {
    if (prefixed && prefix) tests.push((item) => (keyText(attribute(item, prefixed)) ?? "").startsWith(keyText(values[prefix]) ?? "\0"));
    if (ranged && low && high) {
      compared(ranged, low, (order) => order >= 0);
      compared(ranged, high, (order) => order <= 0);
    }
    if (name && value) compared(name, value, comparisons[operator ?? "="] ?? (() => false));
  }
  return (item) => tests.length > 0 && tests.every((test) => test(item));
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};
