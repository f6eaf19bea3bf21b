import { type Route, route } from "../../shared/http/api-handler.ts";
import { bookHousePayOut, bookPayOut, bookReceipt } from "./book-line.ts";
import { cashEndpoints as endpoints } from "./contract.ts";
import type { CashPorts } from "./ports.ts";
import { listBookings, readHouseCash, readMemberCash, readOwnCash } from "./read-cash.ts";

/** Every endpoint of cash with its use case. */
export function cashRoutes(ports: CashPorts): Route[] {
  return [
    route(endpoints.bookReceipt, (call) => bookReceipt(ports, call)),
    route(endpoints.bookPayOut, (call) => bookPayOut(ports, call)),
    route(endpoints.bookHousePayOut, (call) => bookHousePayOut(ports, call)),
    route(endpoints.readOwnCash, (call) => readOwnCash(ports, call)),
    route(endpoints.readMemberCash, (call) => readMemberCash(ports, call)),
    route(endpoints.readHouseCash, (call) => readHouseCash(ports, call)),
    route(endpoints.listBookings, (call) => listBookings(ports, call)),
  ];
}
