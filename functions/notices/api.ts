import { apiHandler } from "../../shared/http/api-handler.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import { memberReader } from "../../shared/members/members.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { noticesProblems } from "./contract.ts";
import { noticesRoutes } from "./routes.ts";

const env = environment("TABLE_NOTICES", "TABLE_PARTIES");
const dynamo = dynamoClient();
const members = memberReader(dynamo, env.TABLE_PARTIES);
const routes = noticesRoutes({ dynamo, tables: { Notices: env.TABLE_NOTICES } });

/** The API function of notices. */
export const handler = apiHandler({ problems: noticesProblems, routes, members, clock: systemClock });
