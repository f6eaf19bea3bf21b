import type { Deployed } from "../../../shared/deployment/deployed.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { openTable } from "../../../shared/store/table.ts";
import type { marketFunction } from "../deployment.ts";
import { type AggregateReader, aggregateReader } from "./aggregates.ts";

/** Dependencies of the use cases of market statistics. */
export interface StatisticsPorts {
  readonly clock: Clock;
  readonly aggregates: AggregateReader;
}

/** The ports over what the API function of market statistics is granted. */
export function statisticsPorts({ dynamo, clock, tables }: Deployed<typeof marketFunction>): StatisticsPorts {
  return { clock, aggregates: aggregateReader(openTable(dynamo, tables.Records)) };
}
