import { join } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startTableEngine } from "../../infra/local-cloud/engines/table-engine.ts";
import { startLocalCloud } from "../../infra/local-cloud/local-cloud.ts";
import { productOptions } from "../../infra/running/product-options.ts";
import { synthesize } from "../../infra/synthesize.ts";
import { engineClient } from "../support/engine.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A local cloud of the product whose tables the bench reads and writes itself. */
export interface RecordsCloud {
  readonly dynamo: DynamoDBClient;
  /** The name that a table of the product is deployed with. */
  table(name: string): string;
  stop(): Promise<void>;
}

/** Starts it on a table engine of its own, in a temporary folder. */
export async function openRecordsCloud(): Promise<RecordsCloud> {
  const folder = temporaryFolder("records-bench");
  const engine = await startTableEngine({ state: join(folder, "engine"), log: join(folder, "engine.log") });
  const assembly = join(folder, "assembly");
  await synthesize({ out: assembly });
  const cloud = await startLocalCloud({ state: join(folder, "state"), assembly, dynamodbEndpoint: engine.endpoint, ...productOptions() });
  return {
    dynamo: engineClient(engine.endpoint),
    table: (name) => `ecovalue-${name}`,
    stop: () => cloud.stop(),
  };
}
