import type { ContextPlay } from "../../../support/play.ts";

/** Filing with the statutory or unified registry, disbursement, repayment, cancellation and lapse. */
export const filingPlay: ContextPlay["play"] = async () => undefined;
