import { type AttributeValue, ScanCommand } from "@aws-sdk/client-dynamodb";
import type * as z from "zod";
import type { FactOf, FactSchema } from "../../shared/kernel/fact.ts";
import { decodeFact } from "../../shared/store/fact-store.ts";
import type { Engine, TableName } from "./engine.ts";

/** Every stored fact of a type that a test asks for, in a context's table, found by a scan that product code never makes. */
export async function storedFacts<Data extends z.ZodType>(
  { dynamo, tables }: Engine,
  schema: FactSchema<Data>,
  wanted: (fact: FactOf<FactSchema<Data>>) => boolean,
  table: TableName = "Auctions",
): Promise<FactOf<FactSchema<Data>>[]> {
  const found: FactOf<FactSchema<Data>>[] = [];
  let after: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({
        TableName: tables[table],
        ConsistentRead: true,
        FilterExpression: "factType = :type",
        ExpressionAttributeValues: { ":type": { S: schema.factType } },
        ...(after && { ExclusiveStartKey: after }),
      }),
    );
    after = page.LastEvaluatedKey;
    found.push(...(page.Items ?? []).map(decodeFact).map((fact) => ({ ...fact, data: schema.data.parse(fact.data) })));
  } while (after);
  return found.filter(wanted);
}
