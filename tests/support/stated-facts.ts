import { type AttributeValue, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { Fact } from "../../shared/kernel/fact.ts";
import { decodeFact } from "../../shared/store/fact-store.ts";
import type { Engine } from "./engine.ts";

/** Every fact in a table that concerns a party, by time and type. For tests only: it reads the whole table. */
export async function statedAbout(engine: Engine, table: keyof Engine["tables"], partyId: string): Promise<Fact[]> {
  const facts: Fact[] = [];
  let after: Record<string, AttributeValue> | undefined;
  do {
    const page = await engine.dynamo.send(
      new ScanCommand({ TableName: engine.tables[table], ConsistentRead: true, ...(after && { ExclusiveStartKey: after }) }),
    );
    facts.push(...(page.Items ?? []).filter(({ sk }) => sk?.S === "fact").map(decodeFact));
    after = page.LastEvaluatedKey;
  } while (after);
  const position = ({ occurredAt, factType }: Fact): string => `${occurredAt} ${factType}`;
  return facts.filter(({ parties }) => parties.includes(partyId)).sort((one, other) => (position(one) < position(other) ? -1 : 1));
}
