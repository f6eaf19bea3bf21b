import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { CreateTableCommand, ListTablesCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { startTableEngine } from "../../../infra/local-cloud/engines/table-engine.ts";
import { engineClient } from "../../support/engine.ts";
import { callThings, smallAssembly, startSmallCloud } from "../../support/small-cloud.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

it("keeps its tables at a given engine until it starts afresh, and never touches those of others", async () => {
  const folder = temporaryFolder("given");
  const engine = await startTableEngine({ state: folder, log: join(folder, "engine.log") });
  const client = engineClient(engine.endpoint);
  await client.send(
    new CreateTableCommand({
      TableName: "things-of-others",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    }),
  );
  const assembly = smallAssembly();
  const id = randomUUID();
  const options = { assembly, state: join(folder, "state"), dynamodbEndpoint: engine.endpoint };
  const before = await startSmallCloud(options);
  await callThings(before, "put", { id, kind: "plain" }, await before.token("mill"));
  await before.stop();
  expect((await client.send(new ScanCommand({ TableName: "things-000000000000" }))).Items).toMatchObject([{ kind: { S: "plain" } }]);
  const after = await startSmallCloud({ ...options, fresh: true });
  expect((await callThings(after, "get", { id }, await after.token("mill"))).body).toEqual({ result: null });
  await after.stop();
  expect((await client.send(new ListTablesCommand())).TableNames).toEqual(["things-000000000000", "things-of-others"]);
  await engine.end();
});
