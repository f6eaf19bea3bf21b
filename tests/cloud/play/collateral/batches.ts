import type { ContextPlay } from "../../../support/play.ts";

/** Batches of pledges from a file. */
export const batchesPlay: ContextPlay["play"] = async () => undefined;
