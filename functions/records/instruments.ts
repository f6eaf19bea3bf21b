import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Fact } from "../../shared/kernel/fact.ts";
import type { TransferData } from "../../shared/ledger/entry.ts";
import { classOf, type Instrument, type InstrumentClass } from "../../shared/ledger/instrument.ts";
import { type Item, keyOf, type Page, type PageRequest, queryPage } from "../../shared/store/client.ts";

function partitionOf(instrumentClass: InstrumentClass): string {
  return `instruments#${instrumentClass}`;
}

/** A row for each instrument of a ledger fact, so that all of them can be listed; the same row however often it is written. */
export function instrumentRows({ data }: Fact<TransferData>): Item[] {
  const instruments = new Set(data.legs.map(({ instrument }) => instrument));
  return [...instruments].map((instrument) => keyOf({ pk: partitionOf(classOf(instrument)), sk: instrument }));
}

/** Instruments of a class that the ledger ever moved, in order, a page at a time. */
export async function instrumentPage(
  dynamo: DynamoDBClient,
  table: string,
  instrumentClass: InstrumentClass,
  request: PageRequest,
): Promise<Page<Instrument>> {
  const { items, ...rest } = await queryPage(dynamo, { table, partition: partitionOf(instrumentClass), ...request });
  return { items: items.flatMap(({ sk }) => sk?.S ?? []), ...rest };
}
