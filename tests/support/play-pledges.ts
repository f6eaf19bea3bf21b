import { randomUUID } from "node:crypto";
import { required } from "../../shared/kernel/invariant.ts";
import type { CloudRequest } from "./cloud-client.ts";
import { organisations, type Scene } from "./play.ts";
import { pledgeTerms, documentSha256 as sha } from "./pledge-terms.ts";

/** A pledge of the play that is registered. */
export interface RegisteredPledge {
  readonly pledgeId: string;
  readonly registered: { readonly number: string };
  readonly slices: readonly { readonly sliceId: string }[];
}

/** The allowances that the mill was allocated: what is pledged and frozen in the play. */
export async function allowanceOf(scene: Scene): Promise<{ readonly account: string; readonly instrument: string }> {
  const { items } = await scene.client.ask({ as: "mill", method: "GET", path: "/carbon/allowances" });
  const { allocationId } = required((items as readonly { readonly allocationId: string }[])[0], "allocation of the mill");
  const { instrument } = await scene.client.ask({ as: "mill", method: "GET", path: `/carbon/allowances/${allocationId}` });
  return { account: `party:${scene.party("mill")}`, instrument: String(instrument) };
}

/** The request by which a bank drafts a pledge of some of them. */
export async function draftOf(scene: Scene, bank: string, quantity: string, more: object = {}): Promise<CloudRequest> {
  const body = {
    ...pledgeTerms(scene.bankDay(0), { until: scene.bankDay(30), amountCny: "50", appraisedCny: "100" }),
    ...{ pledgorId: scene.party("mill"), parts: [{ ...(await allowanceOf(scene)), quantity }], ...more },
  };
  return { as: bank, method: "POST", path: "/collateral/pledges", body };
}

/** A step of a pledge. */
export function stepOf(as: string, { pledgeId }: { readonly pledgeId?: unknown }, step: string, body?: object): CloudRequest {
  return { as, method: "POST", path: `/collateral/pledges/${String(pledgeId)}/${step}`, ...(body && { body }) };
}

/** A pledge that its pledgor has confirmed and its bank registered. */
export async function registered(scene: Scene, bank: string, quantity: string, more: object = {}): Promise<RegisteredPledge> {
  const { ask } = scene.client;
  const drafted = await ask(await draftOf(scene, bank, quantity, more));
  await ask(stepOf("mill", drafted, "confirmation"));
  return (await ask(stepOf(bank, drafted, "registration"))) as unknown as RegisteredPledge;
}

/** The bank files a pledge with the unified registry and pays its loan out. */
export async function lend(scene: Scene, bank: string, pledge: Pick<RegisteredPledge, "pledgeId">, amountCny = "50"): Promise<void> {
  const { ask } = scene.client;
  await ask(stepOf(bank, pledge, "filings", { ...shownOf(scene, bank), number: randomUUID(), amountCny }));
  await ask(stepOf(bank, pledge, "disbursements", { amountCny, disbursedOn: scene.bankDay(0), loanNumber: randomUUID() }));
}

/** The debtor repays all of a loan, and nobody cancels the pledge. */
export async function repay(scene: Scene, bank: string, pledge: Pick<RegisteredPledge, "pledgeId">, amountCny = "50"): Promise<void> {
  await scene.client.ask(stepOf(bank, pledge, "repayments", { amountCny, repaidOn: scene.bankDay(0), loanNumber: randomUUID() }));
}

/** The bank's proposal to add parts to what is pledged, all of which is worth an amount then. */
export function additionOf(
  scene: Scene,
  pledge: Pick<RegisteredPledge, "pledgeId">,
  parts: readonly object[],
  appraisedCny: string,
): CloudRequest {
  const addition = { parts, appraisedCny, appraisedOn: scene.bankDay(0) };
  return stepOf("bank", pledge, "changes", { addition, documentSha256: sha, reason: "as agreed" });
}

/** Adds parts to what is pledged: the bank proposes it and the mill agrees. */
export async function add(...[scene, ...addition]: Parameters<typeof additionOf>): Promise<void> {
  const { ask } = scene.client;
  const { changeId } = await ask(additionOf(scene, ...addition));
  await ask({ as: "mill", method: "POST", path: `/collateral/pledge-changes/${String(changeId)}/agreement` });
}

/** What the unified registry shows of a pledge, truly but for the name of the pledgor. */
export function shownOf(scene: Scene, bank: string, days = 365) {
  const codeOf = (persona: string) => required(organisations[persona], persona)[0];
  return {
    ...{ at: scene.at(0), until: scene.bankDay(days), proofSha256: sha, amountCny: "50" },
    ...{ bankCreditCode: codeOf(bank), pledgorCreditCode: codeOf("mill"), pledgorName: "Mill" },
  };
}
