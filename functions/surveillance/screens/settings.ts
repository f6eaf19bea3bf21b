import { type Decimal, decimal } from "../../../shared/kernel/decimal.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import data from "./screens.json" with { type: "json" };
import type { ScreenName } from "./vocabulary.ts";

/** What is configured of a screen, with where that is from. */
export interface ScreenSettings {
  readonly threshold: Decimal;
  /** Bidders, enrolments or sessions below which the figure means nothing. */
  readonly least: number;
  /** Share of honest sessions that may stand out by chance, at most. */
  readonly falseAlarms: Decimal;
  readonly source: Bilingual;
  /** What nobody has confirmed yet. */
  readonly unverified: string;
}

/** The settings of every screen. */
export const screenSettings = Object.fromEntries(
  Object.entries(data.screens).map(([name, { threshold, least, falseAlarms, source, unverified }]) => [
    name,
    { threshold: decimal(threshold), least, falseAlarms: decimal(falseAlarms), source, unverified },
  ]),
) as Readonly<Record<ScreenName, ScreenSettings>>;

/** Steps that more bidders than these quote are left to the screen of identical quotes. */
export const mostQuoting = data.screens["shared-steps"].most;
/** Minutes within which withdrawals count as made together. */
export const minutesTogether = data.screens["withdrawals-together"].minutes;
/** Earlier sessions that a figure is compared with. */
export const sessionsCompared = data.compared.sessions;
/** Latest sessions, this one included, in which turns, overlap and repeated withdrawals are looked for. */
export const sessionsInWindow = data.compared.window;
/** Sessions with more bidders are not compared bidder by bidder. */
export const mostBiddersCompared = data.compared.bidders;
/** What the rates of false alarms assume of an honest session. */
export const honest = data.honest;
