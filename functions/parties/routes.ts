import { type Route, route } from "../../shared/http/api-handler.ts";
import { decideAdmission, liftExclusion, recordExclusion, reinstateParty, suspendParty } from "./change-party.ts";
import { partiesEndpoints as endpoints } from "./contract.ts";
import { declareAssociates } from "./declare-associates.ts";
import type { PartiesPorts } from "./ports.ts";
import { listAreas, listParties, listSites, readOwnParty, readParty } from "./read-parties.ts";
import { registerParty } from "./register-party.ts";
import { addPerson, registerSite } from "./register-site.ts";

/** Every endpoint of members and sites with its use case. */
export function partiesRoutes(ports: PartiesPorts): Route[] {
  return [
    route(endpoints.listAreas, listAreas),
    route(endpoints.registerParty, (call) => registerParty(ports, call)),
    route(endpoints.readOwnParty, (call) => readOwnParty(ports, call)),
    route(endpoints.listParties, (call) => listParties(ports, call)),
    route(endpoints.readParty, (call) => readParty(ports, call)),
    route(endpoints.decideAdmission, (call) => decideAdmission(ports, call)),
    route(endpoints.suspendParty, (call) => suspendParty(ports, call)),
    route(endpoints.reinstateParty, (call) => reinstateParty(ports, call)),
    route(endpoints.recordExclusion, (call) => recordExclusion(ports, call)),
    route(endpoints.liftExclusion, (call) => liftExclusion(ports, call)),
    route(endpoints.declareAssociates, (call) => declareAssociates(ports, call)),
    route(endpoints.addPerson, (call) => addPerson(ports, call)),
    route(endpoints.registerSite, (call) => registerSite(ports, call)),
    route(endpoints.listSites, (call) => listSites(ports, call)),
  ];
}
