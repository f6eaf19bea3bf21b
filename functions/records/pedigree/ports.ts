import type { Table } from "../../../shared/store/table.ts";
import type { TradesPorts } from "../trades/ports.ts";
import type { MovementPorts } from "./recorded-movements.ts";

/** Dependencies of the pedigree of tonnes: those of trade records, the entries as they are recorded, and names in batches. */
export interface PedigreePorts extends TradesPorts, MovementPorts {
  readonly parties: Pick<Table, "readMany">;
}
