import type { Examples } from "../../shared/http/examples.ts";
import type { calendarEndpoints } from "./contract.ts";

/** Examples of calendars: the notice of 2026; it is to be compared with the published one before it is used. */
export const calendarExamples: Examples<typeof calendarEndpoints> = {
  publishCalendar: {
    operator: {
      summary: "The State Council's notice of 2026",
      params: { year: "2026" },
      body: {
        documentNumber: "国办发明电〔2025〕7号",
        holidays: [
          { holiday: "new-year", firstDay: "2026-01-01", lastDay: "2026-01-03" },
          { holiday: "spring-festival", firstDay: "2026-02-15", lastDay: "2026-02-23" },
          { holiday: "qingming", firstDay: "2026-04-04", lastDay: "2026-04-06" },
          { holiday: "labour-day", firstDay: "2026-05-01", lastDay: "2026-05-05" },
          { holiday: "dragon-boat", firstDay: "2026-06-19", lastDay: "2026-06-21" },
          { holiday: "mid-autumn", firstDay: "2026-09-25", lastDay: "2026-09-27" },
          { holiday: "national-day", firstDay: "2026-10-01", lastDay: "2026-10-07" },
        ],
        workingDays: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
      },
    },
  },
  readCalendar: { public: { summary: "The days off of 2026", params: { year: "2026" } } },
};
