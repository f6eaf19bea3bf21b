import type { ContextPlay } from "../../../support/play.ts";

/** Enforcement of pledges. */
export const enforcementPlay: ContextPlay["play"] = async () => undefined;
