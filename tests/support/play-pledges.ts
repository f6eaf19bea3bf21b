import { randomUUID } from "node:crypto";
import { required } from "../../shared/kernel/invariant.ts";
import type { CloudRequest } from "./cloud-client.ts";
import { organisations, type Scene } from "./play.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

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
  const [today, until] = [scene.bankDay(0), scene.bankDay(30)];
  const body = {
    ...{ pledgorId: scene.party("mill"), amountKind: "principal", amountCny: "50", currency: "CNY", contractNumber: randomUUID() },
    ...{ contractDate: today, contractSha256: sha, consentSha256: sha, from: today, until, appraisedCny: "100", appraisedOn: today },
    ...{ parts: [{ ...(await allowanceOf(scene)), quantity }], ...more },
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

/** What the unified registry shows of a pledge, truly but for the name of the pledgor. */
export function shownOf(scene: Scene, bank: string, days = 365) {
  const codeOf = (persona: string) => required(organisations[persona], persona)[0];
  return {
    ...{ at: scene.at(0), until: scene.bankDay(days), proofSha256: sha, amountCny: "50" },
    ...{ bankCreditCode: codeOf(bank), pledgorCreditCode: codeOf("mill"), pledgorName: "Mill" },
  };
}
