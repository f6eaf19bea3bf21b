import { apiHandler } from "../../shared/http/api-handler.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { cashProblems } from "./contract.ts";
import { cashPorts } from "./ports.ts";
import { cashRoutes } from "./routes.ts";

const { TABLE_CASH, TABLE_LEDGER, TABLE_PARTIES } = environment("TABLE_CASH", "TABLE_LEDGER", "TABLE_PARTIES");
const ports = cashPorts(dynamoClient(), systemClock, { Cash: TABLE_CASH, Ledger: TABLE_LEDGER, Parties: TABLE_PARTIES });

/** The API function of cash. */
export const handler = apiHandler({ problems: cashProblems, routes: cashRoutes(ports), members: ports.members, clock: ports.clock });
