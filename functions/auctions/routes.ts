import { type Route, route } from "../../shared/http/api-handler.ts";
import { announceAuction } from "./announce-auction.ts";
import { cancelAuction, postponeAuction } from "./change-auction.ts";
import { auctionsEndpoints as endpoints } from "./contract.ts";
import { enrol } from "./enrol.ts";
import { listDues, payAward } from "./pay-award.ts";
import type { AuctionsPorts } from "./ports.ts";
import { listAuctions, readAuction } from "./read-auctions.ts";
import { readBook, readBulletin, readConfirmation, readOwnEnrolment } from "./read-results.ts";

/** Every endpoint of auctions but bidding, with its use case. */
export function auctionsRoutes(ports: AuctionsPorts): Route[] {
  return [
    route(endpoints.announceAuction, (call) => announceAuction(ports, call)),
    route(endpoints.listAuctions, (call) => listAuctions(ports, call)),
    route(endpoints.readAuction, (call) => readAuction(ports, call)),
    route(endpoints.postponeAuction, (call) => postponeAuction(ports, call)),
    route(endpoints.cancelAuction, (call) => cancelAuction(ports, call)),
    route(endpoints.enrol, (call) => enrol(ports, call)),
    route(endpoints.readOwnEnrolment, (call) => readOwnEnrolment(ports, call)),
    route(endpoints.listDues, (call) => listDues(ports, call)),
    route(endpoints.payAward, (call) => payAward(ports, call)),
    route(endpoints.readConfirmation, (call) => readConfirmation(ports, call)),
    route(endpoints.readBulletin, (call) => readBulletin(ports, call)),
    route(endpoints.readBook, (call) => readBook(ports, call)),
  ];
}
