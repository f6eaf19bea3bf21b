import type { ContextPlay } from "../../../support/play.ts";

/** Coverage of pledges. */
export const coveragePlay: ContextPlay["play"] = async () => undefined;
