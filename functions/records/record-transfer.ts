import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Fact } from "../../shared/kernel/fact.ts";
import type { TransferData } from "../../shared/ledger/entry.ts";
import { entryRows, instrumentRows, putRows } from "./store.ts";

/** Records a ledger fact: one entry for each leg, and the instruments that `listed` does not hold yet. Replay writes identical bytes. */
export async function recordTransfer(dynamo: DynamoDBClient, table: string, listed: Set<string>, fact: Fact<TransferData>): Promise<void> {
  const instruments = instrumentRows(fact).filter(({ sk }) => !listed.has(sk?.S ?? ""));
  await putRows(dynamo, table, [...entryRows(fact), ...instruments]);
  for (const { sk } of instruments) listed.add(sk?.S ?? "");
}
