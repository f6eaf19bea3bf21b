import type { DayDefault } from "../../../shared/bank-days/bank-days.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import { city } from "../../../shared/kernel/areas.ts";
import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type cashEndpoints, cashFacts } from "../contract.ts";
import type { CashPorts } from "../ports.ts";
import type { CashRefusal } from "../problems.ts";

/** Defaults that the answer and the fact name; all of them are listed by page. */
const mostNamed = 100;

/**
 * Reopens a closed bank day for a late line, with those after it, whose opening balances rest on it; those before it stay closed. Names the
 * defaults that were made because these days were closed: they stand, and the operator decides what to do about them.
 */
export function reopenBankDay(ports: CashPorts, call: Call<typeof cashEndpoints.reopenBankDay>) {
  const { own, clock } = ports;
  const { day } = call.params;
  const { reason } = call.body;
  return runCommand<Reopened, CashRefusal>(ports, call, async () => {
    const state = await own.dayState();
    const { closedThrough } = state;
    if (closedThrough === undefined || day > closedThrough) return refuse({ code: "bank-day-not-closed", day });
    const withLines = await daysWithLines(ports, day, closedThrough);
    // A default made after this read changes a copy of the state, and this is decided again.
    const { items, nextCursor } = await own.defaults(day, closedThrough, { limit: mostNamed });
    const at = clock.now();
    const envelope = factEnvelopeOf(call.caller, at, { parties: [], areas: [city] });
    const reopened: Reopened = {
      day,
      throughDay: closedThrough,
      reason,
      defaults: items.map(defaultView),
      moreDefaults: nextCursor !== undefined,
    };
    return accept({
      response: reopened,
      writes: [
        ...own.openFrom(state, day, withLines),
        own.state(cashFacts.bankDayReopened, { ...envelope, data: { ...reopened, defaults: [...reopened.defaults] } }),
      ],
    });
  });
}

interface Reopened {
  readonly day: string;
  readonly throughDay: string;
  readonly reason: string;
  readonly defaults: ReturnType<typeof defaultView>[];
  readonly moreDefaults: boolean;
}

/** A default that rests on a closed day, as the API returns it. */
export function defaultView({ amount, ...row }: DayDefault) {
  return { ...row, amount: formatFen(amount) };
}

async function daysWithLines({ own }: CashPorts, from: PlainDate, to: PlainDate): Promise<string[]> {
  const days: string[] = [];
  for await (const closed of own.closedFrom(from, to)) if (closed.lines > 0) days.push(closed.day);
  return days;
}
