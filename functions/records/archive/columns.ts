import * as z from "zod";
import { required } from "../../../shared/kernel/invariant.ts";
import { tradeRecord } from "../../../shared/records/trade-record.ts";

/** Type of a column, or of what is in one. Decimals are texts, as in every record: a query casts them. */
export type ColumnType =
  | "text"
  | "whole number"
  | "yes or no"
  | { readonly listOf: ColumnType }
  | { readonly fields: readonly ArchiveColumn[] };

/** A column of the archive. */
export interface ArchiveColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** A line of an object of the archive: a record, with the block that sealed it, and whether it came late. */
const archivedRecord = tradeRecord.extend({ block: z.int(), late: z.boolean() });

/** The column by which objects are partitioned: the day of all records of a block, as it stands in the objects' keys. */
export const partitionColumn = "day";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Columns of the objects, of the schema of records: a member that it gets is a column, without anybody writing one. */
export const archiveColumns: readonly ArchiveColumn[] = columnsOf(archivedRecord).filter(({ name }) => name !== partitionColumn);

function columnsOf(schema: z.ZodType): readonly ArchiveColumn[] {
  const { $defs = {}, ...whole } = z.toJSONSchema(schema, { io: "output" }) as Schema & { readonly $defs?: Record<string, Schema> };
  const resolved = ({ $ref, ...rest }: Schema): Schema =>
    $ref === undefined ? rest : resolved(required($defs[$ref.slice("#/$defs/".length)], `shape at ${$ref}`));
  const fieldsOf = ({ properties = {} }: Schema): readonly ArchiveColumn[] =>
    Object.entries(properties).map(([name, each]) => ({ name, type: typeOf(resolved(each), name) }));
  const typeOf = (of: Schema, name: string): ColumnType => {
    if (of.type === "string") return "text";
    if (of.type === "integer") return "whole number";
    if (of.type === "boolean") return "yes or no";
    if (of.type === "array" && of.items) return { listOf: typeOf(resolved(of.items), name) };
    if (of.type === "object") return { fields: fieldsOf(of) };
    throw new Error(`the archive has no column for ${name}: ${JSON.stringify(of)}`);
  };
  return fieldsOf(resolved(whole));
}
