import type {
  BatchWriteItemCommandInput,
  DynamoDBClient,
  PutItemCommandInput,
  TransactWriteItemsCommandInput,
} from "@aws-sdk/client-dynamodb";
import { contexts } from "../../functions/registry.ts";
import type { ApiFunction, ContextDefinition } from "../../shared/deployment/context.ts";
import { functionsOfKind } from "../../shared/deployment/derive.ts";
import type { Api } from "../../shared/http/api.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import { memberReader } from "../../shared/members/members.ts";
import { type Engine, engineClient } from "./engine.ts";
import { type Answer, frontDoor, jointly, type Request } from "./front-door.ts";
import { grantedOn, type Settings } from "./granted.ts";
import { approvedByColleague } from "./second-person.ts";

/** A request that has changed tables. */
export interface Written {
  readonly request: string;
  /** Names of the tables, as the contexts declare them. */
  readonly tables: readonly string[];
}

/** The whole API behind one front door, and what it sent to the tables. */
export interface WholeApi {
  /** Sends a request; a colleague approves at once what waits for a second person. */
  call(request: Request): Promise<Answer>;
  /** Sends a request and leaves what waits for a second person waiting. */
  enter(request: Request): Promise<Answer>;
  /** Names of the requests that change tables, sent since the last question. */
  writes(): readonly string[];
  /** Those among them that the engine has carried out, since the last question, with the tables that they have changed. */
  written(): readonly Written[];
  /** How many items the transactions wrote (checked ones included), sent since the last question. */
  items(): number;
  /** Operation ids of all routes. */
  readonly operations: readonly string[];
}

const changing = /^(?:Put|Update|Delete|BatchWrite|TransactWrite)/;

/** The API that a function serves: bound by the module next to its handler. */
export async function apiOf({ handler }: Pick<ApiFunction, "handler">): Promise<Api> {
  const file = new URL(`../../${handler.replace(/\.handler\.ts$/, ".ts")}`, import.meta.url);
  const { api } = (await import(file.href)) as { readonly api: Api };
  return api;
}

/** Opens every API function of the registry, or of these contexts, on the engine at a clock; `through` puts something between. */
export async function openWholeApi(
  engine: Engine,
  clock: Clock,
  {
    through: dynamo = engineClient(engine.endpoint),
    settings = {},
    of = contexts,
  }: {
    readonly through?: DynamoDBClient;
    readonly settings?: Partial<Settings>;
    readonly of?: readonly ContextDefinition[];
  } = {},
): Promise<WholeApi> {
  const sent = countedRequests(dynamo, engine.tables);
  const granted = await grantedOn({ dynamo, tables: engine.tables }, clock, settings);
  const apis = await Promise.all(functionsOfKind(of, "api").map(({ definition }) => apiOf(definition)));
  const whole = jointly(apis.map((api) => api.open(granted)));
  const enter = frontDoor({ ...whole, members: memberReader(dynamo, engine.tables.Parties), clock });
  return {
    enter,
    // Rows of people are put past what is counted.
    call: approvedByColleague(engine, enter),
    ...sent,
    operations: whole.routes.map(({ endpoint: { operationId } }) => operationId),
  };
}

function countedRequests(dynamo: DynamoDBClient, tables: Engine["tables"]): Pick<WholeApi, "writes" | "written" | "items"> {
  const declared = new Map(Object.entries(tables).map(([name, deployed]) => [deployed, name]));
  let sent: string[] = [];
  let done: Written[] = [];
  let items = 0;
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      async (given) => {
        const name = String(commandName);
        if (changing.test(name)) sent.push(name);
        const { TransactItems } = given.input as { TransactItems?: readonly unknown[] };
        items += TransactItems?.length ?? 0;
        const answer = await next(given);
        if (changing.test(name)) done.push({ request: name, tables: changedBy(given.input).map((table) => declared.get(table) ?? table) });
        return answer;
      },
    { step: "initialize" },
  );
  return {
    writes: () => {
      const written = sent;
      sent = [];
      return written;
    },
    written: () => {
      const written = done;
      done = [];
      return written;
    },
    items: () => {
      const written = items;
      items = 0;
      return written;
    },
  };
}

/** The names under which the tables of a request that changes some are deployed. */
function changedBy(input: object): string[] {
  const { TableName, RequestItems, TransactItems } = input as Pick<TransactWriteItemsCommandInput, "TransactItems"> &
    Partial<Pick<PutItemCommandInput, "TableName"> & Pick<BatchWriteItemCommandInput, "RequestItems">>;
  const ofTransaction = (TransactItems ?? []).map(({ Put, Update, Delete }) => (Put ?? Update ?? Delete)?.TableName);
  const named = [TableName, ...Object.keys(RequestItems ?? {}), ...ofTransaction];
  return [...new Set(named.filter((name) => name !== undefined))];
}
