import document from "../../docs/openapi.json" with { type: "json" };
import { apiHandler } from "../../shared/http/api-handler.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import { memberReader } from "../../shared/members/members.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { documentationProblems } from "./contract.ts";
import { documentationRoutes } from "./routes.ts";

const { TABLE_PARTIES } = environment("TABLE_PARTIES");

/** The API function of the documentation. */
export const handler = apiHandler({
  problems: documentationProblems,
  routes: documentationRoutes(document),
  members: memberReader(dynamoClient(), TABLE_PARTIES),
  clock: systemClock,
});
