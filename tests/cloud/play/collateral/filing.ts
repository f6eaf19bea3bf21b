import { randomUUID } from "node:crypto";
import type { ContextPlay } from "../../../support/play.ts";
import { lend as lendOn, registered, repay as repayAll, shownOf, stepOf } from "../../../support/play-pledges.ts";

/** The bank files a pledge, lends, and is repaid in parts. */
export const filingPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const pledge = await registered(scene, "bank", "1");
  const today = scene.bankDay(0);
  const lend = stepOf("bank", pledge, "disbursements", { amountCny: "50", disbursedOn: today, loanNumber: "L-1" });
  await refused("not-filed", lend);
  const file = (days: number) => stepOf("bank", pledge, "filings", { ...shownOf(scene, "bank", days), number: randomUUID() });
  await refused("filing-term-outside", file(1));
  await ask(file(365));
  await ask(lend);
  await refused("already-disbursed", lend);
  const repay = (amountCny: string) => stepOf("bank", pledge, "repayments", { amountCny, repaidOn: today, loanNumber: "L-1" });
  await ask(repay("20"));
  await refused("repaid-above-owed", repay("31"));
  await ask(repay("30"));
  await ask(stepOf("bank", pledge, "cancellation", { reason: "repaid" }));
  // One that nobody cancels: the job tells of it as months pass.
  const late = await registered(scene, "bank", "1");
  await lendOn(scene, "bank", late);
  await repayAll(scene, "bank", late);
  const list = "/collateral/overdue-cancellations";
  for (const as of ["bank", "bureau", "echeng", "operator"]) await scene.reads(list, `${list}?limit=0`, "validation-failed", as);
};
