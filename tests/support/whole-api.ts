import { readFile } from "node:fs/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { biddingRoutes } from "../../functions/auctions/bidding-routes.ts";
import { auctionsPorts } from "../../functions/auctions/ports.ts";
import { auctionsRoutes } from "../../functions/auctions/routes.ts";
import { cashPorts } from "../../functions/cash/ports.ts";
import { cashRoutes } from "../../functions/cash/routes.ts";
import { registry } from "../../functions/documentation/registry.ts";
import { documentationRoutes } from "../../functions/documentation/routes.ts";
import { noticesRoutes } from "../../functions/notices/routes.ts";
import { partiesPorts } from "../../functions/parties/ports.ts";
import { partiesRoutes } from "../../functions/parties/routes.ts";
import { permitsPorts } from "../../functions/permits/ports.ts";
import { permitsRoutes } from "../../functions/permits/routes.ts";
import { recordsRoutes } from "../../functions/records/routes.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import type { ProblemTable } from "../../shared/kernel/problem.ts";
import { ledgerReader } from "../../shared/ledger/read.ts";
import { memberReader } from "../../shared/members/members.ts";
import type { Engine } from "./engine.ts";
import { type Answer, frontDoor, type Request } from "./front-door.ts";
import { sharedObjects } from "./objects.ts";

/** The whole API behind one front door, and what it sent to the tables. */
export interface WholeApi {
  call(request: Request): Promise<Answer>;
  /** Names of the requests that change tables, sent since the last question. */
  writes(): readonly string[];
  /** How many items the transactions wrote (checked ones included), sent since the last question. */
  items(): number;
  /** Operation ids of all routes. */
  readonly operations: readonly string[];
}

/** Reads a generated document as it is committed. */
async function committedDocument(path: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`../../docs/${path}`, import.meta.url), "utf8"));
}

const changing = /^(?:Put|Update|Delete|BatchWrite|TransactWrite)/;

/** Opens every context's routes on the engine at a clock; `endpoint` puts something between, such as the gateway that counts capacity. */
export async function openWholeApi(engine: Engine, clock: Clock, firstOperator = "", endpoint = engine.endpoint): Promise<WholeApi> {
  const { tables } = engine;
  const dynamo = new DynamoDBClient({
    endpoint,
    region: "cn-north-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  let sent: string[] = [];
  let items = 0;
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      (given) => {
        if (changing.test(String(commandName))) sent.push(String(commandName));
        const { TransactItems } = given.input as { TransactItems?: readonly unknown[] };
        items += TransactItems?.length ?? 0;
        return next(given);
      },
    { step: "initialize" },
  );
  const members = memberReader(dynamo, tables.Parties);
  const auctions = auctionsPorts(dynamo, clock, tables, await sharedObjects());
  const routes = [
    ...partiesRoutes(partiesPorts(dynamo, clock, tables.Parties, firstOperator)),
    ...permitsRoutes(permitsPorts(dynamo, clock, tables)),
    ...cashRoutes(cashPorts(dynamo, clock, tables)),
    ...auctionsRoutes(auctions),
    ...biddingRoutes(auctions),
    ...noticesRoutes({ dynamo, tables }),
    ...recordsRoutes({ dynamo, clock, tables, members, ledger: ledgerReader(dynamo, tables.Ledger) }),
    ...documentationRoutes(committedDocument),
  ];
  const problems: ProblemTable = Object.assign({}, ...registry.map(({ problems }) => problems));
  return {
    call: frontDoor({ routes, problems, members, clock }),
    writes: () => {
      const written = sent;
      sent = [];
      return written;
    },
    items: () => {
      const written = items;
      items = 0;
      return written;
    },
    operations: routes.map(({ endpoint }) => endpoint.operationId),
  };
}
