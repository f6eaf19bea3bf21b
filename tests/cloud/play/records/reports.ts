import type { ContextPlay } from "../../../support/play.ts";

/** Reports: nothing is served yet. */
export const reportsPlay: ContextPlay["play"] = async () => undefined;
