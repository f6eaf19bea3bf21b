import { calendarReader } from "../../../shared/calendar/calendars.ts";
import { logger } from "../../../shared/runtime/logger.ts";
import { openTable } from "../../../shared/store/table.ts";
import { jobHandler } from "../../../shared/streams/functions.ts";
import { cash } from "../deployment.ts";
import { cashStore } from "../store.ts";
import { watchBankDays } from "./watch-days.ts";

const definition = cash.functions["cash-watch-days"];

/** Every hour: looks for a bank day that should be closed by now. */
export const handler = jobHandler(definition, ({ dynamo, clock, tables, settings }) => {
  const own = cashStore(openTable(dynamo, tables.Cash));
  const warn = (day: string): void => logger.warn(definition.warnings["day-open"].says, { day });
  const calendars = calendarReader(dynamo, tables.Calendar);
  return () => watchBankDays({ dynamo, clock, own, calendars, hour: Number(settings.bankDayHour), warn });
});
