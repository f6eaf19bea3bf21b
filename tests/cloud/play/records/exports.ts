import type { ContextPlay } from "../../../support/play.ts";

/** Exports: nothing is served yet. */
export const exportsPlay: ContextPlay["play"] = async () => undefined;
