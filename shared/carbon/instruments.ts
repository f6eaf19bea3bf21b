import type { YearMonth } from "../kernel/calendar.ts";
import type { Instrument } from "../ledger/instrument.ts";

/** Allowances of a market and vintage, in whole tonnes; none counts, moves or is surrendered after the last month. */
export function allowance(market: string, vintage: string, lastMonth: YearMonth): Instrument {
  return `allowance/${market}/${vintage}/${lastMonth}`;
}
/** Units of certified reductions, in whole tonnes: `offset/CCER`. They have no term of their own. */
export function offsetUnits(kind: string): Instrument {
  return `offset/${kind}`;
}

/** The parts of an allowance's name. */
export interface AllowanceTerm {
  readonly market: string;
  readonly vintage: string;
  readonly lastMonth: YearMonth;
}

/** Reads an allowance's name; undefined for other instruments. */
export function allowanceTerm(instrument: Instrument): AllowanceTerm | undefined {
  const [kind, market, vintage, lastMonth] = instrument.split("/");
  return kind === "allowance" && market && vintage && lastMonth ? { market, vintage, lastMonth } : undefined;
}

/** The kind of certified reductions that an instrument is; undefined for other instruments. */
export function offsetKind(instrument: Instrument): string | undefined {
  const [kind, name] = instrument.split("/");
  return kind === "offset" ? name : undefined;
}
