import type { ContextPlay } from "../../../support/play.ts";

/** How each operation of this part of carbon is accepted and refused. */
export const registerPlay: ContextPlay["play"] = async (_scene) => {};
