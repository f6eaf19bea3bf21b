import { growingWords, growingWordsOut } from "../kernel/schemas.ts";
import type { PageRequest } from "../store/client.ts";
import { oneOf, optional, type RowOf, rowCodec, text, tonnes } from "../store/codec.ts";
import type { Table } from "../store/table.ts";

/** Sources of reserve quota. All but the first come out of a site's permits, which the same entry debits. */
export const reserveSources = [
  "initial-reserve",
  "buy-back",
  "government-investment",
  "recovered-from-closure",
  "initial-allocation-cut",
] as const;
/** A source of reserve quota. */
export type ReserveSource = (typeof reserveSources)[number];
const reserveSourceWords = ["ReserveSource", reserveSources, "Source of the quota"] as const;
/** Such a source, as input. */
export const reserveSource = growingWords(...reserveSourceWords);
/** Such a source, in answers and facts. */
export const reserveSourceOut = growingWordsOut(...reserveSourceWords);

const additionFields = {
  ...{ additionId: text, tonnes, source: oneOf(...reserveSources), documentNumber: text, addedAt: text },
  /** The renewal whose cut it is, where the permits had expired. */
  renewalFactId: optional(text),
};
/** Quota added to a reserve. Its id is that of the fact of the entry that credits the reserve. */
export type Addition = RowOf<typeof additionFields>;
const additionCodec = rowCodec(additionFields);

/** A pollutant in a pool. */
interface Reserve {
  readonly pool: string;
  readonly pollutant: string;
}

function additionsOf({ pool, pollutant }: Reserve): string {
  return `reserve#${pool}#${pollutant}`;
}

/** The additions to reserves in the table Permits: writing one needs the right to put `reserve#*`, listing them to query it. */
export function reserveAdditions(table: Pick<Table, "page" | "put">) {
  return {
    /** Additions to a reserve, newest first. */
    additions: (of: Reserve, request: PageRequest) =>
      table.page({ partition: additionsOf(of), prefix: "addition#", descending: true, ...request }, additionCodec.decode),
    /** Puts an addition to a reserve under its fresh id. */
    additionPut: (to: Reserve, addition: Addition) =>
      table.put({ pk: additionsOf(to), sk: `addition#${addition.addedAt}#${addition.additionId}` }, additionCodec.encode(addition)),
  };
}
