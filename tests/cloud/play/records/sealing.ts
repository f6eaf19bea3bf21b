import type { ContextPlay } from "../../../support/play.ts";

/** Sealing: nothing is served yet. */
export const sealingPlay: ContextPlay["play"] = async () => undefined;
