import { randomUUID } from "node:crypto";
import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { api } from "../../functions/permits/api.ts";
import { permitsEndpoints } from "../../functions/permits/contract.ts";
import { permits } from "../../functions/permits/deployment.ts";
import { expirePermits } from "../../functions/permits/expire-permits.ts";
import { expiryPorts } from "../../functions/permits/ports.ts";
import type { TableGrant } from "../../shared/deployment/grants.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { permit } from "../../shared/permits/instruments.ts";
import { commit } from "../../shared/store/transaction.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { frontDoor } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";
import { givenMember } from "../support/members.ts";
import { approvedByColleague } from "../support/second-person.ts";
import { anEntry, givenEnterprise, permitsWorld } from "./permits-support.ts";

/** One action on one partition of a table or index. */
interface Use {
  readonly table: string;
  readonly action: string;
  readonly partition: string;
  readonly index?: string;
}

const actionOf = { Put: "PutItem", Update: "UpdateItem", Delete: "DeleteItem", ConditionCheck: "ConditionCheckItem" } as const;

function usesOf(command: unknown): Use[] {
  if (command instanceof GetItemCommand) {
    return [{ table: command.input.TableName ?? "", action: "GetItem", partition: command.input.Key?.pk?.S ?? "" }];
  }
  if (command instanceof QueryCommand) {
    const { TableName = "", IndexName, ExpressionAttributeValues } = command.input;
    const partition = ExpressionAttributeValues?.[":partition"]?.S ?? "";
    return [{ table: TableName, action: "Query", partition, ...(IndexName && { index: IndexName }) }];
  }
  if (command instanceof TransactWriteItemsCommand) return (command.input.TransactItems ?? []).map(useOfWrite);
  if (command instanceof BatchGetItemCommand) {
    return Object.entries(command.input.RequestItems ?? {}).flatMap(([table, { Keys = [] }]) =>
      Keys.map((key) => ({ table, action: "BatchGetItem", partition: key.pk?.S ?? "" })),
    );
  }
  throw new Error("a command this test does not know");
}

function useOfWrite({ Put, Update, Delete, ConditionCheck }: TransactWriteItem): Use {
  if (Put) return { table: Put.TableName ?? "", action: actionOf.Put, partition: Put.Item?.pk?.S ?? "" };
  const [name, write] = Update
    ? ["Update" as const, Update]
    : Delete
      ? ["Delete" as const, Delete]
      : ["ConditionCheck" as const, ConditionCheck];
  return { table: write?.TableName ?? "", action: actionOf[name], partition: write?.Key?.pk?.S ?? "" };
}

const allows = (grant: TableGrant, use: Use) =>
  grant.table === use.table &&
  grant.index === use.index &&
  grant.actions.some((action) => action === use.action) &&
  (grant.keys?.some((pattern) => use.partition.startsWith(pattern.slice(0, -1))) ?? true);

describe("the functions of permits", () => {
  let engine: Engine;
  /** What every function of permits is granted, over a client that records how it is used. */
  const recorded = (uses: Use[], clock: Clock) => {
    const send = (command: Parameters<DynamoDBClient["send"]>[0]) => {
      uses.push(...usesOf(command));
      return engine.dynamo.send(command);
    };
    return grantedOn({ dynamo: { send } as unknown as DynamoDBClient, tables: engine.tables }, clock);
  };

  beforeAll(async () => {
    engine = await sharedEngine();
  });

  it("serve every endpoint within the rights they are granted, and leave no right unused", async () => {
    const { clock } = await permitsWorld();
    const uses: Use[] = [];
    const call = approvedByColleague(engine, frontDoor(api.open(await recorded(uses, clock))));
    const bureau = (await givenMember(engine, { role: "regulator" })).subject;
    const holder = await givenEnterprise(engine);
    const { siteId, partyId } = holder.site;
    const project = randomUUID();
    const need = {
      ...{ partyId, siteId, project, projectName: "一期", kind: "new-project", pollutant: "COD" },
      ...{
        tonnes: "1",
        offsetRatio: "1",
        letterNumber: "文号",
        letterDate: "2026-03-02",
        offsetGround: "stated-in-letter",
        eiaNumber: "环评〔2026〕1号",
      },
    };
    const target = "/permits/area-targets/420700/COD/2090-01-01";
    const exception = { limit: "same-source-class", pollutant: "COD", siteId };
    const calls = [
      ["PUT", "/permits/caps/liangzi-lake/COD/2090", { tonnes: "2", documentNumber: "文号" }],
      ["PUT", "/permits/caps/liangzi-lake/COD/2090", { tonnes: "1", documentNumber: "文号" }],
      ["GET", "/permits/caps/liangzi-lake/COD/2090"],
      ["GET", "/permits/caps/liangzi-lake/COD"],
      ["POST", "/permits/reserves/liangzi-lake/COD", { tonnes: "1", source: "initial-reserve", documentNumber: "文号" }],
      ["GET", "/permits/reserves/liangzi-lake/COD"],
      ["POST", "/permits/needs", need],
      ["GET", `/permits/needs/COD/${project}`],
      ["GET", "/permits/needs"],
      ["GET", "/permits/caps/liangzi-lake/COD/runway"],
      ["POST", `/permits/needs/COD/${project}/withdrawal`, { reason: "终止" }],
      ["GET", "/permits/sites"],
      ["GET", `/permits/sites/${siteId}/holdings`],
      ["PUT", target, { until: "2090-12-31", documentNumber: "文号" }],
      ["GET", target],
      ["GET", "/permits/area-targets"],
      ["POST", `${target}/attainment`, { metFrom: "2090-06-01", documentNumber: "文号" }],
      ["GET", "/permits/limit-exceptions"],
      ["POST", "/permits/limit-exceptions", { ...exception, from: "2090-01-01", until: "2090-12-31", approvalNumber: "文号" }],
    ] as const;
    let exceptionId = "";
    for (const [method, path, body] of calls) {
      const answer = await call({ as: bureau, method, path, ...(body && { body }) });
      expect(answer.status, `${path} ${answer.text}`).toBeLessThan(202);
      exceptionId = String((answer.body as { exceptionId?: string }).exceptionId);
    }
    const granted = `/permits/limit-exceptions/${exceptionId}`;
    expect(await call({ as: bureau, method: "GET", path: granted })).toMatchObject({ status: 200 });
    const revocation = { as: bureau, method: "POST", path: `${granted}/revocation`, body: { reason: "终止" } } as const;
    expect((await call(revocation)).status).toBeLessThan(202);
    for (const path of ["/permits/needs", "/permits/sites", `/permits/sites/${siteId}/holdings`]) {
      expect(await call({ as: holder.subject, method: "GET", path }), path).toMatchObject({ status: 200 });
    }
    // A replay reads its command row.
    const replay = {
      as: bureau,
      method: "POST",
      path: `/permits/needs/COD/${project}/withdrawal`,
      key: "k",
      body: { reason: "再次" },
    } as const;
    expect(await call(replay)).toMatchObject({ status: 409 });
    // Two more are those of the exception that was granted.
    expect(new Set(calls.map(([method, path]) => `${method} ${path}`)).size + 2).toBe(Object.keys(permitsEndpoints).length);
    const { grants } = permits.functions["permits-api"];
    expect(uses.filter((use) => !grants.some((grant) => allows(grant, use)))).toEqual([]);
    // What a renewal cut is used up where there is one: tests/integration/allocation-renewals.test.ts.
    expect(unused(grants, uses)).toEqual(
      [
        { table: "Allocations", actions: ["GetItem"], keys: ["fact#*"] },
        { table: "Permits", actions: ["UpdateItem"], keys: ["renewal-cut#*"] },
      ].map((grant) => JSON.stringify(grant)),
    );
  });

  it("retire expired permits within the rights the job is granted, and leave no right unused", async () => {
    const world = await permitsWorld();
    const holder = await givenEnterprise(engine);
    const account = siteAccount(holder.site.siteId);
    const instrument = permit("COD", `pool-${randomUUID()}`, "2026-03", "2026-03");
    const entry = anEntry<{ code: "none" }>(world);
    entry.transfer({ instrument, from: "issue:0", to: account, quantity: decimal("2") });
    await commit(engine.dynamo, entry.writes());
    const pledge = anEntry<{ code: "none" }>(world);
    const quantity = decimal("1");
    pledge.hold({ holdId: randomUUID(), account, instrument, quantity, purpose: "pledge", shortage: { code: "none" } });
    await commit(engine.dynamo, pledge.writes());
    world.clock.moveTo("2026-04-15T00:00:00.000Z");
    const uses: Use[] = [];
    await expirePermits(expiryPorts(await recorded(uses, world.clock)));
    const { grants } = permits.functions["permits-expire"];
    expect(uses.filter((use) => !grants.some((grant) => allows(grant, use)))).toEqual([]);
    expect(unused(grants, uses)).toEqual([]);
  });

  /** Every action on every key pattern that nothing used. */
  function unused(grants: readonly TableGrant[], uses: readonly Use[]): string[] {
    const single = grants.flatMap((grant) =>
      grant.actions.flatMap((action) =>
        (grant.keys ?? [undefined]).map((key): TableGrant => {
          const { keys, ...rest } = grant;
          return { ...rest, actions: [action], ...(key && { keys: [key] }) };
        }),
      ),
    );
    return single.filter((grant) => !uses.some((use) => allows(grant, use))).map((grant) => JSON.stringify(grant));
  }
});
