import { type Route, route } from "../../shared/http/api-handler.ts";
import { recordsEndpoints as endpoints } from "./contract.ts";
import { listEntries, listFacts, listPositions, readStatement } from "./read-records.ts";
import { readTrialBalance, type TrialBalancePorts } from "./trial-balance.ts";

/** Every endpoint of records with its use case. */
export function recordsRoutes(ports: TrialBalancePorts): Route[] {
  return [
    route(endpoints.listFacts, (call) => listFacts(ports, call)),
    route(endpoints.listPositions, (call) => listPositions(ports, call)),
    route(endpoints.listEntries, (call) => listEntries(ports, call)),
    route(endpoints.readStatement, (call) => readStatement(ports, call)),
    route(endpoints.readTrialBalance, (call) => readTrialBalance(ports, call)),
  ];
}
