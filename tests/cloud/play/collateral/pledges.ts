import type { ContextPlay } from "../../../support/play.ts";

/** Pledges: from the draft to the end. */
export const pledgesPlay: ContextPlay["play"] = async () => undefined;
