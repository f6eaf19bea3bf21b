import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { type MemberReader, memberReader } from "../../../shared/members/members.ts";
import { readingLog } from "../../../shared/members/readings.ts";
import { openTable } from "../../../shared/store/table.ts";
import type { marketFunction } from "../deployment.ts";
import type { ReadingPorts } from "../readings/record-reading.ts";
import { type TradeReader, tradeReader } from "../trades/store.ts";
import { type AggregateReader, aggregateReader } from "./aggregates.ts";
import { type StandingReader, standingReader } from "./standing.ts";

/** Dependencies of the use cases of market statistics. */
export interface StatisticsPorts extends ReadingPorts {
  readonly members: MemberReader;
  readonly trades: Pick<TradeReader, "knows">;
  readonly aggregates: AggregateReader;
  readonly standing: StandingReader;
}

/** The ports over what the API function of market statistics is granted. */
export function statisticsPorts({ dynamo, clock, tables }: Deployed<typeof marketFunction>): StatisticsPorts {
  const records = openTable(dynamo, tables.Records);
  const aggregates = aggregateReader(records);
  return {
    ...{ dynamo, clock, aggregates, members: memberReader(dynamo, tables.Parties), trades: tradeReader(records) },
    readings: readingLog(dynamo, tables.Readings),
    standing: standingReader(openTable(dynamo, tables.Seals), aggregates),
  };
}
