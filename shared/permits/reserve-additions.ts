import { blockReference } from "../ledger/block-reference.ts";
import type { PageRequest } from "../store/client.ts";
import { oneOf, optional, type RowOf, rowCodec, text, tonnes } from "../store/codec.ts";
import type { Table } from "../store/table.ts";
import { quota } from "./instruments.ts";
import { reserveSources } from "./reserve-sources.ts";

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

/** The reference of quota that an addition brought to a reserve, for good. */
export function reserveBlock({ pool, pollutant }: Reserve, additionId: string): string {
  return blockReference(quota(pollutant, pool), additionId);
}
