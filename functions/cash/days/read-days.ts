import type { Call } from "../../../shared/http/api-handler.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { cashEndpoints } from "../contract.ts";
import { lineView } from "../lines/book-line.ts";
import type { CashPorts } from "../ports.ts";
import { closedView } from "./close-day.ts";
import { dayFigures, figuresView, stateOfDay } from "./figures.ts";
import { defaultView } from "./reopen-day.ts";

/** One bank day as it stands now, added up from its lines. */
export async function readBankDay({ own }: CashPorts, { params: { day } }: Call<typeof cashEndpoints.readBankDay>) {
  const [state, closed] = await Promise.all([own.dayState(), own.closedDay(day)]);
  const figures = await dayFigures(own, state, day);
  const stands = stateOfDay(state, day, closed !== undefined);
  if (closed && stands === "closed") return accept({ response: closedView(closed, stands, formatFen(figures.inSuspense)) });
  return accept({ response: { day, state: stands, ...figuresView(figures) } });
}

/** Bank days that were closed, newest first; days without lines that were closed with a later day are not among them. */
export async function listBankDays({ own }: CashPorts, { query }: Call<typeof cashEndpoints.listBankDays>) {
  const [state, { items, ...rest }] = await Promise.all([own.dayState(), own.closedDays(query)]);
  const days = items.map(({ day, closedAt, closingBalance, lines }) => ({
    ...{ day, closedAt, lines, state: stateOfDay(state, day, true) },
    closingBalance: formatFen(closingBalance),
  }));
  return accept({ response: { items: days, ...rest } });
}

/** Every line of a bank day, whoever's it is. */
export async function listBankLines({ own }: CashPorts, { params, query }: Call<typeof cashEndpoints.listBankLines>) {
  const { items, ...rest } = await own.linesOfDay(params.day, query);
  return accept({ response: { items: items.map(lineView), ...rest } });
}

/** Defaults that rest on one bank day being closed. */
export async function listDayDefaults({ own }: CashPorts, { params, query }: Call<typeof cashEndpoints.listDayDefaults>) {
  const { items, ...rest } = await own.defaults(params.day, params.day, query);
  return accept({ response: { items: items.map(defaultView), ...rest } });
}
