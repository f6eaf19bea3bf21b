import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, readMembers, table } from "../../shared/deployment/grants.ts";
import { calendarEndpoints, calendarFacts } from "./contract.ts";
import { calendarNotices } from "./notices.ts";
import { calendarProblems } from "./problems.ts";

/** Working days: statutory holidays, and the State Council's notices as the operator publishes them. */
export const calendar = defineContext({
  name: "calendar",
  description: "工作日历：法定节假日与国务院放假通知 Working days: statutory holidays and the yearly notices of the State Council.",
  endpoints: calendarEndpoints,
  problems: calendarProblems,
  facts: calendarFacts,
  notices: calendarNotices,
  tables: { Calendar: { streamed: true, indexes: [] } },
  functions: {
    "calendar-api": {
      kind: "api",
      handler: "functions/calendar/api.handler.ts",
      endpoints: calendarEndpoints,
      requests: { table: "Calendar", path: "/calendars/requests" },
      impact: "The operator cannot publish a year's days off, so deadlines count by the statutory holidays alone",
      grants: [readMembers, ...commandsAndFacts("Calendar"), table("Calendar", ["GetItem", "PutItem"], ["year#*"])],
    },
  },
});
