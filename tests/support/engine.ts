import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startTableEngine } from "../../infra/local-cloud/engines/table-engine.ts";
import { type TableName, tables } from "../../infra/stacks/context.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The real engine with every table of the product, without streams: use cases are tried on it, isolated by fresh identifiers. */
export interface Engine {
  readonly dynamo: DynamoDBClient;
  readonly endpoint: string;
  /** Names of the product's tables. */
  readonly tables: Readonly<Record<TableName, string>>;
}

let shared: Promise<Engine> | undefined;

/** The engine all test files of this process share; it ends with the process. */
export function sharedEngine(): Promise<Engine> {
  shared ??= startEngine();
  return shared;
}

async function startEngine(): Promise<Engine> {
  const state = temporaryFolder("engine");
  const { endpoint, unref } = await startTableEngine({ state, log: join(state, "engine.log") });
  // The engine must not keep the test process alive.
  unref();
  const dynamo = new DynamoDBClient({ endpoint, region: "cn-north-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } });
  const names = Object.keys(tables) as TableName[];
  await Promise.all(names.map((name) => dynamo.send(new CreateTableCommand(definition(name)))));
  return { dynamo, endpoint, tables: Object.fromEntries(names.map((name) => [name, name])) as Record<TableName, string> };
}

function definition(name: TableName): CreateTableCommand["input"] {
  const indexes = Object.entries(tables[name].indexes);
  const attributes = new Set(["pk", "sk", ...indexes.flatMap(([, { partition, sort }]) => [partition, sort])]);
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...attributes].map((attribute) => ({ AttributeName: attribute, AttributeType: "S" })),
    KeySchema: keySchema("pk", "sk"),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map(([index, { partition, sort, projection }]) => ({
        IndexName: index,
        KeySchema: keySchema(partition, sort),
        Projection: { ProjectionType: projection },
      })),
    }),
  };
}

function keySchema(
  partition: string,
  sort: string,
): [{ AttributeName: string; KeyType: "HASH" }, { AttributeName: string; KeyType: "RANGE" }] {
  return [
    { AttributeName: partition, KeyType: "HASH" },
    { AttributeName: sort, KeyType: "RANGE" },
  ];
}
