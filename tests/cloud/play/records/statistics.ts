import type { ContextPlay } from "../../../support/play.ts";

/** Statistics: nothing is served yet. */
export const statisticsPlay: ContextPlay["play"] = async () => undefined;
