import { readFile } from "node:fs/promises";
import { apiHandler } from "../../shared/http/api-handler.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import { memberReader } from "../../shared/members/members.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { documentationProblems } from "./contract.ts";
import { documentationRoutes } from "./routes.ts";

const { TABLE_PARTIES } = environment("TABLE_PARTIES");

/** The generated documents lie beside the bundle: parsed with the code, they would slow down every cold start. */
async function asset(path: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`./${path}`, import.meta.url), "utf8"));
}

/** The API function of the documentation. */
export const handler = apiHandler({
  problems: documentationProblems,
  routes: documentationRoutes(asset),
  members: memberReader(dynamoClient(), TABLE_PARTIES),
  clock: systemClock,
});
