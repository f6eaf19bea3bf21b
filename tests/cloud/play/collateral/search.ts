import type { ContextPlay } from "../../../support/play.ts";

/** Searches of the register, and certificates. */
export const searchPlay: ContextPlay["play"] = async () => undefined;
