import { fieldsOf, list } from "../values.ts";
import type { EngineClient } from "./engine-client.ts";

/** What the gateway needs to know of a table: key names, index keys and whether it has a stream. */
export interface TableShape {
  readonly partitionKey: string;
  readonly sortKey: string | undefined;
  readonly streamed: boolean;
  readonly indexes: ReadonlyMap<string, IndexShape>;
}

/** Keys of a secondary index, and which attributes it holds besides keys: all when `projected` is undefined. */
interface IndexShape {
  readonly partitionKey: string;
  readonly sortKey: string | undefined;
  readonly projected: readonly string[] | undefined;
}

/** Shapes of the engine's tables, cached until a table changes. */
export interface TableShapes {
  /** Undefined when the engine has no such table. */
  shape(table: string): Promise<TableShape | undefined> | TableShape | undefined;
  /** The cached shape. */
  known(table: string): TableShape | undefined;
  forget(table: string): void;
}

/** Asks `engine` for shapes with DescribeTable. */
export function tableShapes(engine: EngineClient): TableShapes {
  const shapes = new Map<string, TableShape>();
  return {
    shape: (table) => shapes.get(table) ?? load(table),
    known: (table) => shapes.get(table),
    forget: (table) => void shapes.delete(table),
  };

  async function load(table: string): Promise<TableShape | undefined> {
    if (table === "") return undefined;
    const { status, body } = await engine.call("DynamoDB_20120810.DescribeTable", { TableName: table });
    if (status !== 200) return undefined;
    const shape = shapeOf(fieldsOf(fieldsOf(body).Table));
    if (shape) shapes.set(table, shape);
    return shape;
  }
}

function shapeOf(description: Readonly<Record<string, unknown>>): TableShape | undefined {
  const keys = keysOf(description.KeySchema);
  if (!keys) return undefined;
  const secondary = [...list(description.GlobalSecondaryIndexes), ...list(description.LocalSecondaryIndexes)].map(fieldsOf);
  return {
    ...keys,
    streamed: fieldsOf(description.StreamSpecification).StreamEnabled === true,
    indexes: new Map(
      secondary.flatMap((index) => {
        const indexKeys = keysOf(index.KeySchema);
        const { ProjectionType, NonKeyAttributes } = fieldsOf(index.Projection);
        const projected = ProjectionType === "ALL" ? undefined : list(NonKeyAttributes).map(String);
        return indexKeys ? [[String(index.IndexName), { ...indexKeys, projected }] as const] : [];
      }),
    ),
  };
}

function keysOf(schema: unknown): { partitionKey: string; sortKey: string | undefined } | undefined {
  const named = (type: string): string | undefined => {
    const entry = list(schema)
      .map(fieldsOf)
      .find(({ KeyType }) => KeyType === type);
    return typeof entry?.AttributeName === "string" ? entry.AttributeName : undefined;
  };
  const partitionKey = named("HASH");
  return partitionKey === undefined ? undefined : { partitionKey, sortKey: named("RANGE") };
}
