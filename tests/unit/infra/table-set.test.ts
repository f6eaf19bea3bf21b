import { type DynamoDBClient, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { latestRestorable, prepareTables, removeTables, restoreTables, tableNames } from "../../../infra/restore/table-set.ts";

interface Sent {
  readonly call: string;
  readonly TableName?: string;
  readonly TargetTableName?: string;
}

/** A service with these tables, which notes what it is asked to change. */
function service(tables: Readonly<Record<string, object>>, latest: readonly (string | undefined)[] = []) {
  const changes: Sent[] = [];
  let asked = 0;
  const client = {
    config: {},
    async send(command: { readonly constructor: { readonly name: string }; readonly input: Omit<Sent, "call"> }) {
      const call = command.constructor.name.replace("Command", "");
      const { input } = command;
      if (call === "DescribeContinuousBackups") {
        const at = latest[asked++ % latest.length];
        const PointInTimeRecoveryDescription = at === undefined ? {} : { LatestRestorableDateTime: new Date(at) };
        return { ContinuousBackupsDescription: { PointInTimeRecoveryDescription } };
      }
      if (call !== "DescribeTable") return void changes.push({ ...input, call });
      const Table = tables[input.TableName ?? ""];
      if (!Table) throw new ResourceNotFoundException({ message: "none", $metadata: {} });
      return { Table: { TableStatus: "ACTIVE", ...Table } };
    },
  };
  return { dynamo: client as unknown as DynamoDBClient, changes };
}

const set = (deployment: string, table: object = {}) => Object.fromEntries(tableNames.map((name) => [`${deployment}-${name}`, table]));
const at = "2026-11-27T01:00:00.000Z";

describe("restored tables", () => {
  it("are all of the deployment's, at one second, and none takes the place of another", async () => {
    const free = service(set("ezhou"));
    await restoreTables(free.dynamo, "ezhou", "ezhoudrill", at);
    expect(free.changes.map(({ TargetTableName }) => TargetTableName)).toEqual(tableNames.map((name) => `ezhoudrill-${name}`));
    const taken = service({ "ezhoudrill-Cash": {} });
    await expect(restoreTables(taken.dynamo, "ezhou", "ezhoudrill", at)).rejects.toThrow("there are tables of ezhoudrill already");
    expect(taken.changes).toEqual([]);
  });

  it("can be had for the latest second that every table offers, and not without recovery", async () => {
    const { dynamo } = service({}, ["2026-11-27T01:00:09.900Z", "2026-11-27T01:00:07.100Z"]);
    expect(await latestRestorable(dynamo, "ezhou")).toBe("2026-11-27T01:00:07.000Z");
    await expect(latestRestorable(service({}, [undefined]).dynamo, "ezhou")).rejects.toThrow("no point-in-time recovery: ezhou-");
  });

  it("are removed, and a deployment's are not: those are protected", async () => {
    const restored = service(set("ezhoudrill"));
    expect(await removeTables(restored.dynamo, "ezhoudrill")).toEqual(tableNames.map((name) => `ezhoudrill-${name}`));
    const deployed = service(set("ezhou", { DeletionProtectionEnabled: true }));
    await expect(removeTables(deployed.dynamo, "ezhou")).rejects.toThrow("is protected from deletion: it is not of a restored set");
    expect(deployed.changes).toEqual([]);
  });

  it("get what a restore leaves out before they are used: streams for facts, recovery, time to live, and protection last", async () => {
    const { dynamo, changes } = service(set("two"));
    await prepareTables(dynamo, "two");
    const of = (name: string) => changes.filter(({ TableName }) => TableName === name).map(({ call }) => call);
    expect(of("two-Cash")).toEqual(["UpdateTable", "UpdateContinuousBackups", "UpdateTimeToLive", "UpdateTable"]);
    // Bidding has no stream: nobody but bidding and the close sees a bid.
    expect(of("two-Bidding")).toEqual(["UpdateContinuousBackups", "UpdateTimeToLive", "UpdateTable"]);
  });
});
