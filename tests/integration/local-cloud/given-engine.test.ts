import { join } from "node:path";
import { CreateTableCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadAssembly } from "../../../infra/local-cloud/assembly/assembly.ts";
import { deleteTables } from "../../../infra/local-cloud/engines/stored-resources.ts";
import { startTableEngine, type TableEngine } from "../../../infra/local-cloud/engines/table-engine.ts";
import type { LocalCloud } from "../../../infra/local-cloud/local-cloud.ts";
import { openStateFolder } from "../../../infra/local-cloud/state-folder.ts";
import { engineClient } from "../../support/engine.ts";
import { callThings, smallAssembly, smallCloudOptions, startSmallCloud, stateFolder } from "../../support/small-cloud.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const own = "things-000000000000";
const ofOthers = ["others", "things-000000000000-of-others"];

/** An engine that others use too and that keeps all in memory, as emulators do. */
describe("at a given engine", () => {
  const folder = temporaryFolder("given");
  const assembly = smallAssembly();
  let engine: TableEngine;

  beforeEach(async () => {
    engine = await startEngine();
    await createTables(ofOthers);
  });
  afterEach(() => engine.end());

  function startEngine(port?: number): Promise<TableEngine> {
    return startTableEngine({ state: folder, log: join(folder, "engine.log"), port });
  }

  async function createTables(names: readonly string[]): Promise<void> {
    for (const TableName of names) {
      await engineClient(engine.endpoint).send(
        new CreateTableCommand({
          TableName,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        }),
      );
    }
  }

  async function tables(): Promise<readonly string[] | undefined> {
    return (await engineClient(engine.endpoint).send(new ListTablesCommand())).TableNames?.sort();
  }

  /** A local cloud on the engine while some work is done, and what it said at its start. */
  async function during(options: { readonly state: string; readonly fresh?: boolean }, work: (cloud: LocalCloud) => Promise<void>) {
    const said: string[] = [];
    const cloud = await startSmallCloud({
      ...{ assembly, dynamodbEndpoint: engine.endpoint, ...options },
      onNotice: (line) => said.push(line),
    });
    try {
      await work(cloud);
    } finally {
      await cloud.stop();
    }
    return said;
  }

  /** Puts a thing and waits for its consumer, which counts it. */
  async function putAndCount(cloud: LocalCloud, id: string): Promise<unknown> {
    await callThings(cloud, "put", { id, kind: "plain" });
    await cloud.untilIdle();
    return (await callThings(cloud, "get", { id, sk: "count" })).body.result;
  }

  it("deletes the tables of its assembly and no others, however often", async () => {
    await createTables([own]);
    const loaded = loadAssembly(assembly, { ...smallCloudOptions.target, queueEndpoint: engine.endpoint });
    for (let time = 0; time < 2; time++) {
      await deleteTables(loaded, engine.endpoint);
      expect(await tables()).toEqual(ofOthers);
    }
  });

  it("begins with empty tables when it starts fresh, and leaves those of others", async () => {
    const state = stateFolder();
    const read = async (cloud: LocalCloud) => (await callThings(cloud, "get", { id: "one" })).body.result;
    const thing = { pk: { S: "one" }, sk: { S: "thing" }, kind: { S: "plain" } };
    await during({ state }, async (cloud) => {
      await callThings(cloud, "put", { id: "one", kind: "plain" });
      expect(await read(cloud)).toEqual(thing);
    });
    const said = await during({ state, fresh: true }, async (cloud) => expect(await read(cloud)).toBeNull());
    expect(said).toEqual([]);
    expect(await tables()).toEqual([...ofOthers, own].sort());
  });

  it("opens a state again whose tables and queues are in a deployed account", async () => {
    await createTables([own]);
    const state = stateFolder();
    const cloud = await startSmallCloud({ assembly, state, deployedAt: engine.endpoint });
    await cloud.stop();
    const again = await openStateFolder(state);
    again.release();
  });

  it("delivers streams from their beginning, and says so, when the engine has lost its tables", async () => {
    const state = stateFolder();
    const counted = expect.objectContaining({ count: { N: "1" } });
    // So many that the lost stream's positions are ahead of all that the new one will have.
    await during({ state }, async (cloud) => {
      for (const id of ["a", "b", "c"]) expect(await putAndCount(cloud, id)).toEqual(counted);
    });
    await engine.end();
    engine = await startEngine(engine.port);
    const said = await during({ state }, async (cloud) => expect(await putAndCount(cloud, "d")).toEqual(counted));
    expect(said).toEqual([expect.stringMatching(`the engine has lost what this state had written to ${own}: .*from the beginning`)]);
  });
});
