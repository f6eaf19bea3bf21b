import type { ContextPlay } from "../../../support/play.ts";

/** Court freezes. */
export const freezesPlay: ContextPlay["play"] = async () => undefined;
