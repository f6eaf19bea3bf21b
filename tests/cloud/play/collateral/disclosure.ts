import type { ContextPlay } from "../../../support/play.ts";

/** What a firm can pledge, and who may see it. */
export const disclosurePlay: ContextPlay["play"] = async () => undefined;
