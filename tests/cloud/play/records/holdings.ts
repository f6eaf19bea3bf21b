import type { ContextPlay } from "../../../support/play.ts";

/** Holdings: nothing is served yet. */
export const holdingsPlay: ContextPlay["play"] = async () => undefined;
