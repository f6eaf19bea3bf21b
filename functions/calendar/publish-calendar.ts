import type { PublishedNotice } from "../../shared/calendar/calendars.ts";
import type { Call } from "../../shared/http/api-handler.ts";
import { city } from "../../shared/kernel/areas.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { type CommandPorts, runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { type calendarEndpoints, calendarFacts } from "./contract.ts";
import { checkNotice } from "./notice-rules.ts";
import type { CalendarRefusal } from "./problems.ts";
import type { CalendarStore } from "./store.ts";
import { calendarView } from "./views.ts";

/** Dependencies of the use cases of calendars. */
export interface CalendarPorts extends CommandPorts {
  readonly own: CalendarStore;
}

type PublishCall = Call<typeof calendarEndpoints.publishCalendar>;

/** Publishes the notice of a year, or the next version of one that has to be corrected. */
export function publishCalendar(ports: CalendarPorts, call: PublishCall) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof calendarView>, CalendarRefusal>(ports, call, async () => {
    const year = Number(params.year);
    const checked = checkNotice(year, body);
    if (!checked.ok) return checked;
    const earlier = (await own.notice(year))?.version ?? 0;
    const allowed = checkVersion(earlier, body.correction);
    if (!allowed.ok) return allowed;
    const at = clock.now();
    const { documentNumber, correction } = body;
    const notice: PublishedNotice = { year, version: earlier + 1, documentNumber, ...checked.value, publishedAt: at };
    const { publishedAt: _, ...stated } = notice;
    const data = { ...stated, daysOff: [...stated.daysOff], workingDays: [...stated.workingDays] };
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas: [city] });
    const fact = { ...envelope, data: { ...data, ...(correction && { reason: correction.reason }) } };
    return accept({
      response: calendarView({ ...notice, provisional: false }),
      writes: [own.noticePut(notice), own.state(calendarFacts.calendarPublished, fact)],
    });
  });
}

/** A first notice corrects nothing; a later one corrects the latest version. */
function checkVersion(latest: number, correction: PublishCall["body"]["correction"]): Outcome<true, CalendarRefusal> {
  if (correction) return correction.version === latest ? accept(true) : refuse({ code: "calendar-changed", version: latest });
  return latest === 0 ? accept(true) : refuse({ code: "calendar-published", version: latest });
}
