import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { type ReadingLog, readingLog } from "../../../shared/members/readings.ts";
import { type LicenceRecordReader, licenceRecordReader } from "../../../shared/permits/licence-records.ts";
import { openTable } from "../../../shared/store/table.ts";
import { type CoverageStore, coverageStore } from "../coverage/store.ts";
import { type PledgingPorts, pledgingPorts } from "../ports.ts";

/** Dependencies of the use cases of disclosure and income. */
export interface DisclosurePorts extends PledgingPorts {
  readonly own: CoverageStore;
  /** Who read what of whom. */
  readonly readings: ReadingLog;
  /** What stands in discharge licences. */
  readonly licenceRecords: LicenceRecordReader;
}

type Granted = Pick<Deployed, "dynamo" | "clock"> & {
  readonly tables: Readonly<Record<"Collateral" | "Ledger" | "Parties" | "Allocations" | "Licences" | "Readings", string>>;
};

/** The ports over what an API function is granted that serves disclosure. */
export function disclosurePorts(granted: Granted): DisclosurePorts {
  const { dynamo, tables } = granted;
  return {
    ...pledgingPorts(granted),
    own: coverageStore(openTable(dynamo, tables.Collateral)),
    readings: readingLog(dynamo, tables.Readings),
    licenceRecords: licenceRecordReader(dynamo, tables.Licences),
  };
}
