import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { contexts } from "../../functions/registry.ts";
import { startTableEngine } from "../../infra/local-cloud/engines/table-engine.ts";
import type { TableShape } from "../../shared/deployment/context.ts";
import { tablesOf } from "../../shared/deployment/derive.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { engineConnections } from "./engine-connections.ts";
import { temporaryFolder } from "./temporary-folder.ts";

type NamesIn<Tables> = Tables extends unknown ? Extract<keyof Tables, string> : never;
/** Name of a table declared by any context. */
export type TableName = NamesIn<(typeof contexts)[number]["tables"]>;

/** The real engine with the tables of every context, without streams: use cases run on it, isolated by fresh identifiers. */
export interface Engine {
  readonly dynamo: DynamoDBClient;
  readonly endpoint: string;
  /** Names of the product's tables. */
  readonly tables: Readonly<Record<TableName, string>>;
}

let shared: Promise<Engine> | undefined;

/** The engine shared by all test files of this process; it ends with the process. */
export function sharedEngine(): Promise<Engine> {
  shared ??= startEngine();
  return shared;
}

/**
 * The shared engine with fresh tables of its own, for what there is only once: the operator registers once for good, and a pool has one sum
 * of needs. Cash is always among them: bank days are the same for all members, so a test that closes one would close it for tests of other
 * times.
 */
export async function engineWithOwn(
  ...own: readonly (
    | "Allocations"
    | "Auctions"
    | "Carbon"
    | "Collateral"
    | "Compliance"
    | "Ledger"
    | "Licences"
    | "Parties"
    | "Permits"
    | "Readings"
    | "Records"
    | "Seals"
    | "Exports"
    | "Surplus"
    | "Surveillance"
    | "Valuation"
    | "Values"
  )[]
): Promise<Engine> {
  const engine = await sharedEngine();
  const tables = { ...engine.tables };
  for (const table of ["Cash", ...own] as const) {
    tables[table] = `${table}-${randomUUID()}`;
    const shape = required(tablesOf(contexts)[table], `table ${table}`);
    await engine.dynamo.send(new CreateTableCommand({ ...definition(table, shape), TableName: tables[table] }));
  }
  return { ...engine, tables };
}

/** An engine of its own, which also ends with the process. */
export async function startEngine(): Promise<Engine> {
  const state = temporaryFolder("engine");
  const { endpoint, unref } = await startTableEngine({ state, log: join(state, "engine.log") });
  // The engine must not keep the test process alive.
  unref();
  const dynamo = engineClient(endpoint);
  const shapes = Object.entries(tablesOf(contexts));
  await Promise.all(shapes.map(([name, shape]) => dynamo.send(new CreateTableCommand(definition(name, shape)))));
  return { dynamo, endpoint, tables: Object.fromEntries(shapes.map(([name]) => [name, name])) as Engine["tables"] };
}

const account = { region: "cn-north-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };

/** What a signed request has. The engine wants to see it but checks no signature, and to make one is a third of a request's work. */
const signature = {
  "x-amz-date": "20260101T000000Z",
  authorization: "AWS4-HMAC-SHA256 Credential=test/20260101/cn-north-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
};

/** A client of the engine. Benches measure with the connections that the client has when it is deployed; tests take less. */
export function engineClient(endpoint: string): DynamoDBClient {
  const signer: DynamoDBClientConfig["signer"] = {
    sign: async (request) => {
      Object.assign(request.headers, signature);
      return request;
    },
  };
  const connections = process.env.VITEST === undefined ? {} : { requestHandler: engineConnections(endpoint) };
  return new DynamoDBClient({ ...account, endpoint, signer, ...connections });
}

/** A client of a proxy to the engine that checks signatures, such as the gateway that counts capacity. */
export function gatewayClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ ...account, endpoint });
}

function definition(name: string, { indexes }: TableShape): CreateTableCommand["input"] {
  const attributes = new Set(["pk", "sk", ...indexes.flatMap(({ partition, sort }) => [partition, sort])]);
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...attributes].map((attribute) => ({ AttributeName: attribute, AttributeType: "S" })),
    KeySchema: keySchema("pk", "sk"),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index.partition, index.sort),
        Projection: { ProjectionType: index.projection },
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
