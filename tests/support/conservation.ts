import { type AttributeValue, ScanCommand } from "@aws-sdk/client-dynamodb";
import { Decimal, plain } from "../../shared/kernel/decimal.ts";
import { positionCodec } from "../../shared/ledger/rows.ts";
import type { Engine } from "./engine.ts";

/** Faults of the whole ledger: instruments that do not sum to zero, positions that must not be below zero. Empty if there are none. */
export async function conservationFaults({ dynamo, tables }: Engine): Promise<string[]> {
  const sums = new Map<string, Decimal>();
  const faults: string[] = [];
  let after: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({ TableName: tables.Ledger, ConsistentRead: true, ...(after && { ExclusiveStartKey: after }) }),
    );
    after = page.LastEvaluatedKey;
    for (const item of page.Items ?? []) {
      if (!item.sk?.S?.startsWith("position#")) continue;
      const { account, instrument, available, held } = positionCodec.decode(item);
      sums.set(instrument, (sums.get(instrument) ?? new Decimal(0)).plus(available).plus(held));
      const mayGoBelow = /^(?:issue|bank|cap):/.test(account);
      if (held.lt(0) || (available.lt(0) && !mayGoBelow)) faults.push(`${account} ${instrument}: ${plain(available)} / ${plain(held)}`);
    }
  } while (after);
  return [...faults, ...[...sums].filter(([, total]) => !total.isZero()).map(([name, total]) => `${name} sums to ${plain(total)}`)];
}
