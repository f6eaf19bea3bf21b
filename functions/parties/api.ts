import { apiHandler } from "../../shared/http/api-handler.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { partiesProblems } from "./contract.ts";
import { partiesPorts } from "./ports.ts";
import { partiesRoutes } from "./routes.ts";

const { TABLE_PARTIES, FIRST_OPERATOR } = environment("TABLE_PARTIES", "FIRST_OPERATOR");
const ports = partiesPorts(dynamoClient(), systemClock, TABLE_PARTIES, FIRST_OPERATOR);

/** The API function of members and sites. */
export const handler = apiHandler({ problems: partiesProblems, routes: partiesRoutes(ports), members: ports.members, clock: ports.clock });
