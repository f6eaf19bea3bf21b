import type { ContextPlay } from "../../../support/play.ts";

/** Pedigree: nothing is served yet. */
export const pedigreePlay: ContextPlay["play"] = async () => undefined;
