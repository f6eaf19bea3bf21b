import type { ContextPlay } from "../../../support/play.ts";

/** Income rights. */
export const incomePlay: ContextPlay["play"] = async () => undefined;
