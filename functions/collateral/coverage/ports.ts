import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Deployed } from "../../../shared/deployment/deployed.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { openTable } from "../../../shared/store/table.ts";
import { openQueue, type Queue, queueClient } from "../../../shared/streams/queues.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CoveragePage } from "./coverage-page.ts";
import { type CoverageStore, coverageStore } from "./store.ts";

type Granted = Pick<Deployed, "dynamo" | "clock"> & {
  readonly tables: Readonly<Record<"Collateral", string>>;
  readonly queues: Readonly<Record<"coverage-pages", string>>;
};

/** Dependencies of the consumer, the pages and the turns of coverage. */
export interface CoveragePorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly own: CoverageStore;
  readonly pages: Queue<CoveragePage>;
}

/** The ports over what the consumer, the pages and the turns of coverage are granted. */
export function coveragePorts({ dynamo, clock, tables, queues }: Granted): CoveragePorts {
  const pages = openQueue<CoveragePage>(queueClient(), queues["coverage-pages"]);
  return { dynamo, clock, own: coverageStore(openTable(dynamo, tables.Collateral)), pages };
}

/** Dependencies of the use cases of coverage. */
export interface CoverageReads extends CollateralPorts {
  readonly own: CoverageStore;
}
