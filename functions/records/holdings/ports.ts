import type { Table } from "../../../shared/store/table.ts";
import type { ReadingPorts } from "../readings/record-reading.ts";
import type { StatementsPorts } from "../statements/read-records.ts";

/** Dependencies of holdings: those of statements, names in batches, and the log of readings. */
export interface HoldingsPorts extends StatementsPorts, ReadingPorts {
  readonly parties: Pick<Table, "readMany">;
}
