import type { ContextPlay } from "../../../support/play.ts";

/** Evidence: nothing is served yet. */
export const evidencePlay: ContextPlay["play"] = async () => undefined;
