import document from "../../docs/openapi.json" with { type: "json" };
import { apiHandler } from "../../shared/http/api-handler.ts";
import { commonProblems } from "../../shared/http/problems.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import type { ProblemTable } from "../../shared/kernel/problem.ts";
import { memberReader } from "../../shared/members/members.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { documentationProblems } from "./contract.ts";
import { registry } from "./registry.ts";
import { documentationRoutes } from "./routes.ts";

const { TABLE_PARTIES } = environment("TABLE_PARTIES");
const every: ProblemTable = Object.assign({}, commonProblems, ...registry.map(({ problems }) => problems));

/** The API function of the documentation. */
export const handler = apiHandler({
  problems: documentationProblems,
  routes: documentationRoutes(document, every),
  members: memberReader(dynamoClient(), TABLE_PARTIES),
  clock: systemClock,
});
