import { type CalendarReader, calendarReader } from "../../../shared/calendar/calendars.ts";
import type { Deployed } from "../../../shared/deployment/deployed.ts";
import type { carbon } from "../deployment.ts";
import { type ReportPorts, reportPorts } from "../reports/ports.ts";

/** Dependencies of the use cases of verification. */
export interface VerificationPorts extends ReportPorts {
  /** Calendars, by which working days count. */
  readonly calendars: CalendarReader;
}

/** The ports over what the API of reports and verification is granted. */
export function verificationPorts(granted: Deployed<(typeof carbon)["functions"]["carbon-reports-api"]>): VerificationPorts {
  return { ...reportPorts(granted), calendars: calendarReader(granted.dynamo, granted.tables.Calendar) };
}
