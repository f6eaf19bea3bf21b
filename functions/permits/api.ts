import { apiHandler } from "../../shared/http/api-handler.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { permitsProblems } from "./contract.ts";
import { permitsPorts } from "./ports.ts";
import { permitsRoutes } from "./routes.ts";

const { TABLE_PERMITS, TABLE_LEDGER, TABLE_PARTIES } = environment("TABLE_PERMITS", "TABLE_LEDGER", "TABLE_PARTIES");
const ports = permitsPorts(dynamoClient(), systemClock, { Permits: TABLE_PERMITS, Ledger: TABLE_LEDGER, Parties: TABLE_PARTIES });

/** The API function of permits. */
export const handler = apiHandler({
  problems: permitsProblems,
  routes: permitsRoutes(ports),
  members: ports.members,
  clock: ports.clock,
});
