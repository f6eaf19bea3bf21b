import {
  type AttributeValue,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { contexts } from "../../functions/registry.ts";
import { tablesOf } from "../../shared/deployment/derive.ts";
import { nameIn } from "../../shared/deployment/names.ts";
import type { Instant } from "../../shared/kernel/clock.ts";
import type { Item } from "../../shared/store/client.ts";

/** Names of the product's tables, without a deployment's name. */
export const tableNames: readonly string[] = Object.keys(tablesOf(contexts));

/** Every row of a table, page by page. */
export async function* rowsOf(dynamo: DynamoDBClient, name: string): AsyncGenerator<Item> {
  let after: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamo.send(new ScanCommand({ TableName: name, ConsistentRead: true, ...(after && { ExclusiveStartKey: after }) }));
    yield* page.Items ?? [];
    after = page.LastEvaluatedKey;
  } while (after);
}

/** The latest second that all tables of a deployment can be restored to; throws with the names of those without point-in-time recovery. */
export async function latestRestorable(dynamo: DynamoDBClient, deployment: string): Promise<Instant> {
  const latest = await Promise.all(
    tableNames.map(async (table) => {
      const TableName = nameIn(deployment, table);
      const { ContinuousBackupsDescription } = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName }));
      return { TableName, at: ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.LatestRestorableDateTime };
    }),
  );
  const without = latest.filter(({ at }) => at === undefined).map(({ TableName }) => TableName);
  if (without.length > 0) throw new Error(`no point-in-time recovery: ${without.join(", ")}`);
  const seconds = Math.min(...latest.map(({ at }) => Math.floor(Number(at) / 1000)));
  return new Date(seconds * 1000).toISOString();
}

/** Begins to restore every table of a deployment to one second, beside it under another name; throws if one has that name already. */
export async function restoreTables(dynamo: DynamoDBClient, from: string, to: string, at: Instant): Promise<void> {
  const states = await unfinished(dynamo, to);
  if (states.length < tableNames.length || states.some((state) => !state.endsWith(" absent"))) {
    throw new Error(`there are tables of ${to} already: remove them, or restore to another name with --to`);
  }
  for (const table of tableNames) {
    await dynamo.send(
      new RestoreTableToPointInTimeCommand({
        ...{ SourceTableName: nameIn(from, table), TargetTableName: nameIn(to, table) },
        RestoreDateTime: new Date(at),
      }),
    );
  }
}

/** Tables that are not usable yet, with their state; `absent` where there is none. */
export async function unfinished(dynamo: DynamoDBClient, deployment: string): Promise<readonly string[]> {
  const states = await Promise.all(
    tableNames.map(async (table) => {
      const name = nameIn(deployment, table);
      try {
        const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: name }));
        return `${name} ${Table?.TableStatus}`;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return `${name} absent`;
        throw error;
      }
    }),
  );
  return states.filter((state) => !state.endsWith(" ACTIVE"));
}

/** Gives restored tables what a restore leaves out: streams, point-in-time recovery, time to live and, last, protection from deletion. */
export async function prepareTables(dynamo: DynamoDBClient, deployment: string): Promise<void> {
  for (const [table, { streamed }] of Object.entries(tablesOf(contexts))) {
    const TableName = nameIn(deployment, table);
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
    if (streamed && !Table?.StreamSpecification?.StreamEnabled) {
      const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_IMAGE" } as const;
      await dynamo.send(new UpdateTableCommand({ TableName, StreamSpecification }));
      await waitUntilTableExists({ client: dynamo, maxWaitTime: 600 }, { TableName });
    }
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
    await dynamo.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
    if (Table?.DeletionProtectionEnabled) continue;
    const TimeToLiveSpecification = { AttributeName: "ttl", Enabled: true };
    await dynamo.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    await dynamo.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  }
}

/** Deletes a restored set. Tables of a deployment refuse: they are protected, restored ones are not. */
export async function removeTables(dynamo: DynamoDBClient, deployment: string): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const table of tableNames) {
    const TableName = nameIn(deployment, table);
    try {
      const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
      if (Table?.DeletionProtectionEnabled) throw new Error(`${TableName} is protected from deletion: it is not of a restored set`);
      await dynamo.send(new DeleteTableCommand({ TableName }));
      removed.push(TableName);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }
  return removed;
}
