import { type Route, route } from "../../shared/http/api-handler.ts";
import { addToReserve } from "./add-to-reserve.ts";
import { certifyNeed } from "./certify-need.ts";
import { permitsEndpoints as endpoints } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import { listCaps, readCap } from "./read-caps.ts";
import { listHoldings, listPermitSites } from "./read-holdings.ts";
import { listNeeds, readNeed } from "./read-needs.ts";
import { readReserve } from "./read-reserve.ts";
import { setCap } from "./set-cap.ts";
import { withdrawNeed } from "./withdraw-need.ts";

/** Every endpoint of permits with its use case. */
export function permitsRoutes(ports: PermitsPorts): Route[] {
  return [
    route(endpoints.setCap, (call) => setCap(ports, call)),
    route(endpoints.readCap, (call) => readCap(ports, call)),
    route(endpoints.listCaps, (call) => listCaps(ports, call)),
    route(endpoints.addToReserve, (call) => addToReserve(ports, call)),
    route(endpoints.readReserve, (call) => readReserve(ports, call)),
    route(endpoints.certifyNeed, (call) => certifyNeed(ports, call)),
    route(endpoints.withdrawNeed, (call) => withdrawNeed(ports, call)),
    route(endpoints.readNeed, (call) => readNeed(ports, call)),
    route(endpoints.listNeeds, (call) => listNeeds(ports, call)),
    route(endpoints.listPermitSites, (call) => listPermitSites(ports, call)),
    route(endpoints.listHoldings, (call) => listHoldings(ports, call)),
  ];
}
