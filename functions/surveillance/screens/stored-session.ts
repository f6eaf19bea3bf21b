import { type Decimal, decimal, plain } from "../../../shared/kernel/decimal.ts";
import type { ComparedWithPast, ScreenResult } from "./evaluate.ts";
import type { Figures, Grouped, Measured, Named, SessionSummary } from "./session.ts";
import { namesAcross, type ScreenName, type UnmeasuredReason } from "./vocabulary.ts";

/** A figure as JSON, with its value as a text. */
type StoredFigure = { readonly value: string; readonly concerned: readonly Named[] } | { readonly unmeasured: UnmeasuredReason };
/** Figures as JSON. */
type StoredFigures = Readonly<Partial<Record<ScreenName, StoredFigure>>>;

/** A summary as JSON. */
interface StoredSummary {
  readonly auctionId: string;
  readonly endedAt: string;
  readonly bidders?: readonly Grouped[];
  readonly topBuyer?: string;
  readonly withdrew: readonly Named[];
  /** All of them: those of the session alone are among them. */
  readonly figures: StoredFigures;
}

/** The result of a screen as JSON. */
export interface StoredResult {
  readonly screen: ScreenName;
  readonly measured: StoredFigure;
  readonly standsOut: boolean;
  readonly past?: { readonly sessions: number; readonly mean: string; readonly percentile: string };
}

/** A summary as it is stored. */
export function storedSummary({ bidders, topBuyer, own: _own, figures, ...rest }: SessionSummary): StoredSummary {
  return {
    ...rest,
    figures: storedFigures(figures),
    ...(bidders !== undefined && { bidders }),
    ...(topBuyer !== undefined && { topBuyer }),
  };
}

/** A summary from its stored form. */
export function summaryIn(value: unknown): SessionSummary {
  const { bidders, topBuyer, figures: stored, ...rest } = value as StoredSummary;
  const figures = figuresIn(stored);
  const own = Object.fromEntries(Object.entries(figures).filter(([name]) => !namesAcross.some((across) => across === name)));
  return { ...rest, bidders, topBuyer, own, figures };
}

/** A result as it is stored. */
export function storedResult({ screen, measured, standsOut, past }: ScreenResult): StoredResult {
  return { screen, standsOut, measured: storedFigure(measured), ...(past && { past: storedPast(past) }) };
}

function storedPast({ sessions, mean, percentile }: ComparedWithPast) {
  return { sessions, mean: plain(mean), percentile: plain(percentile) };
}

function storedFigure(measured: Measured): StoredFigure {
  return "unmeasured" in measured ? measured : { ...measured, value: plain(measured.value) };
}

function storedFigures(figures: Figures): StoredFigures {
  return mapped(figures, storedFigure);
}

function figuresIn(figures: StoredFigures): Figures {
  return mapped(figures, (each): Measured => ("unmeasured" in each ? each : { ...each, value: decimal(each.value) as Decimal }));
}

function mapped<From, To>(
  figures: Readonly<Partial<Record<ScreenName, From>>>,
  map: (each: From) => To,
): Readonly<Partial<Record<ScreenName, To>>> {
  return Object.fromEntries(Object.entries(figures).map(([name, each]) => [name, map(each as From)]));
}
