import type { ContextPlay } from "../../../support/play.ts";

/** Trades: nothing is served yet. */
export const tradesPlay: ContextPlay["play"] = async () => undefined;
