import { join } from "node:path";
import { CreateTableCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { loadAssembly } from "../../../infra/local-cloud/assembly/assembly.ts";
import { deleteTables } from "../../../infra/local-cloud/engines/stored-resources.ts";
import { startTableEngine } from "../../../infra/local-cloud/engines/table-engine.ts";
import { engineClient } from "../../support/engine.ts";
import { smallAssembly, smallCloudOptions } from "../../support/small-cloud.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

it("deletes the tables of its assembly at an engine that others use too, and no others, however often", async () => {
  const folder = temporaryFolder("given");
  const engine = await startTableEngine({ state: folder, log: join(folder, "engine.log") });
  const client = engineClient(engine.endpoint);
  for (const TableName of ["things-000000000000", "things-000000000000-of-others", "others"]) {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      }),
    );
  }
  const assembly = loadAssembly(smallAssembly(), { ...smallCloudOptions.target, queueEndpoint: engine.endpoint });
  for (let time = 0; time < 2; time++) {
    await deleteTables(assembly, engine.endpoint);
    expect((await client.send(new ListTablesCommand())).TableNames).toEqual(["others", "things-000000000000-of-others"]);
  }
  await engine.end();
});
