import { type AttributeValue, ScanCommand } from "@aws-sdk/client-dynamodb";
import { contexts } from "../../functions/registry.ts";
import { factsOf } from "../../shared/deployment/derive.ts";
import type { Fact, FactOf } from "../../shared/kernel/fact.ts";
import { transferFact } from "../../shared/ledger/contract.ts";
import { decodeFact } from "../../shared/store/fact-store.ts";
import type { Engine, TableName } from "./engine.ts";

/** The facts that contexts state; the ledger's own are in no record of facts. */
export const stated = factsOf(contexts).filter(({ context }) => context.name !== "ledger");

/** Every stated fact that concerns a test, out of the tables of the contexts or of these alone, in the order of their ids. */
export async function statedFacts(engine: Engine, concerns: (fact: Fact) => boolean, of?: readonly TableName[]): Promise<Fact[]> {
  const tables = new Set((of ?? stated.map(({ table }) => table as TableName)).map((table) => engine.tables[table]));
  const facts = await factsIn(engine, [...tables]);
  return facts.filter(concerns).sort((one, other) => (one.factId < other.factId ? -1 : 1));
}

/** Every fact of the ledger. */
export async function transfers(engine: Engine): Promise<FactOf<typeof transferFact>[]> {
  const facts = await factsIn(engine, [engine.tables.Ledger]);
  return facts.map((fact) => ({ ...fact, data: transferFact.data.parse(fact.data) }));
}

async function factsIn({ dynamo }: Engine, tables: readonly string[]): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const TableName of tables) {
    let after: Record<string, AttributeValue> | undefined;
    do {
      const page = await dynamo.send(new ScanCommand({ TableName, ConsistentRead: true, ...(after && { ExclusiveStartKey: after }) }));
      facts.push(...(page.Items ?? []).filter(({ sk }) => sk?.S === "fact").map(decodeFact));
      after = page.LastEvaluatedKey;
    } while (after);
  }
  return facts;
}

/** Every stated fact that concerns a party, by time and type: facts of the same instant have ids in no order. */
export async function statedAbout(engine: Engine, partyId: string, of?: readonly TableName[]): Promise<Fact[]> {
  const facts = await statedFacts(engine, ({ parties }) => parties.includes(partyId), of);
  const position = ({ occurredAt, factType }: Fact): string => `${occurredAt} ${factType}`;
  return facts.sort((one, other) => (position(one) < position(other) ? -1 : 1));
}
