import type { ContextPlay } from "../../../support/play.ts";

/** Changes of registered pledges: amendment, extension, assignment, subordination, objections, judgments. */
export const changesPlay: ContextPlay["play"] = async () => undefined;
