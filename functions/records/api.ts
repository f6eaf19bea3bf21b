import { apiHandler } from "../../shared/http/api-handler.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import { ledgerReader } from "../../shared/ledger/read.ts";
import { memberReader } from "../../shared/members/members.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { recordsProblems } from "./contract.ts";
import { recordsRoutes } from "./routes.ts";

const env = environment("TABLE_RECORDS", "TABLE_LEDGER", "TABLE_PARTIES");
const dynamo = dynamoClient();
const members = memberReader(dynamo, env.TABLE_PARTIES);
const ledger = ledgerReader(dynamo, env.TABLE_LEDGER);
const ports = { dynamo, clock: systemClock, tables: { Records: env.TABLE_RECORDS, Ledger: env.TABLE_LEDGER }, members, ledger };

/** The API function of records. */
export const handler = apiHandler({ problems: recordsProblems, routes: recordsRoutes(ports), members, clock: systemClock });
