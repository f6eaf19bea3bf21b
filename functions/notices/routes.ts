import { type Route, route } from "../../shared/http/api-handler.ts";
import { noticesEndpoints as endpoints } from "./contract.ts";
import { listNotices, markNoticeRead, type NoticesPorts } from "./notices.ts";

/** Every endpoint of notices with its use case. */
export function noticesRoutes(ports: NoticesPorts): Route[] {
  return [
    route(endpoints.listNotices, (call) => listNotices(ports, call)),
    route(endpoints.markNoticeRead, (call) => markNoticeRead(ports, call)),
  ];
}
