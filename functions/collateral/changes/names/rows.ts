import type { Key } from "../../../../shared/store/client.ts";
import { integer, optional, type RowOf, rowCodec, text, texts } from "../../../../shared/store/codec.ts";

const fields = {
  pledgeId: text,
  /** Areas of the pledge, in whose lists it is. */
  areas: texts,
  registrationNumber: text,
  bankId: text,
  bankName: text,
  pledgorId: text,
  formerName: text,
  /** The name that the unified registry has to show. */
  name: text,
  /** Since when it is in force. */
  renamedAt: text,
  /** First instant at which the amended filing is overdue; that of the first change that is not filed. */
  fileBy: text,
  toldAt: optional(text),
  /** When it was filed, or the pledge ended. */
  closedAt: optional(text),
  version: integer,
};
/** The duty of a bank to file the new name of a pledgor. One a pledge: a further change of the name joins the open one. */
export type NameFiling = RowOf<typeof fields>;
/** Rows of such duties. */
export const nameFilingCodec = rowCodec(fields);

/** Key of the duty of a pledge. */
export function nameFilingKey(pledgeId: string): Key {
  return { pk: `name-filing#${pledgeId}`, sk: "duty" };
}

/** The pledge that a partition key names. */
export function nameFilingPledgeOf(partition: string): string {
  return partition.slice("name-filing#".length);
}
