import { randomUUID } from "node:crypto";
import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, document, organisations, type Scene } from "../../../support/play.ts";
import { allowanceOf, type RegisteredPledge, registered, shownOf, stepOf } from "../../../support/play-pledges.ts";

const documentSha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const why = { documentSha256, reason: "as agreed" };
const judgment = { court: "鄂州市中级人民法院", caseNumber: "（2026）鄂07民初12号", documentNumber: "J-12", ...why };

/** A pledge is changed in every way, objected to and revoked; what nobody answers or pursues ends as months pass. */
export const changesPlay: ContextPlay["play"] = async (scene) => {
  const first = await registered(scene, "bank", "2");
  await changes(scene, first);
  await objections(scene, first);
  await newName(scene, first);
  const { ask, refused } = scene.client;
  const [one, two] = [await registered(scene, "bank", "1"), await registered(scene, "bank", "1")];
  await ask(objecting("savings", two));
  const revocation = stepOf("bureau", one, "revocation", judgment);
  await scene.requests(() => revocation);
  await refused("wrong-state", revocation);
  await ask(stepOf("operator", two, "revocation", judgment));
  // Nobody answers or pursues these.
  await ask(stepOf("bank", first, "changes", { amendment: { contractNumber: "C-9" }, ...why }));
  await ask(objecting("savings", first));
};

async function changes(scene: Scene, first: RegisteredPledge): Promise<void> {
  const { ask, refused } = scene.client;
  const position = await allowanceOf(scene);
  const sliceId = required(first.slices[0], "slice").sliceId;
  const behind = { parts: [{ ...position, quantity: "2", sliceId }], acceptedSeniors: [first.registered.number] };
  const junior = await registered(scene, "savings", "2", behind);
  const propose = (change: object) => stepOf("bank", first, "changes", { ...change, ...why });
  const answer = (as: string, { changeId }: { readonly changeId?: unknown }, step = "agreement", body?: object) =>
    ({ as, method: "POST", path: `/collateral/pledge-changes/${String(changeId)}/${step}`, ...(body && { body }) }) as const;
  await refused("extension-not-later", propose({ extension: { until: scene.bankDay(30) } }));
  const extension = await ask(propose({ extension: { until: scene.bankDay(40) } }));
  await ask(answer("mill", extension));
  await refused("wrong-state", answer("mill", extension));
  const amendment = await ask(propose({ amendment: { debtorName: "Mill of Ezhou" } }));
  await ask(answer("mill", amendment));
  const unwanted = await ask(propose({ amendment: { contractNumber: "C-8" } }));
  await ask(answer("mill", unwanted, "refusal", { reason: "no" }));
  await refused("wrong-state", answer("mill", unwanted, "refusal", { reason: "no" }));
  const addition = { parts: [{ ...position, quantity: "1" }], appraisedCny: "120", appraisedOn: scene.bankDay(0) };
  // More than is free: the mill sees that its bank was told so.
  await refused("exceeds-free", propose({ addition: { ...addition, parts: [{ ...position, quantity: "900000" }] } }));
  await ask(answer("mill", await ask(propose({ addition }))));
  await ask(answer("savings", await ask(propose({ subordination: { aheadNumber: junior.registered.number } }))));
  await ask(stepOf("savings", junior, "cancellation", { reason: "not drawn" }));
  await refused("wrong-state", stepOf("bank", first, "filing-amendments", shownOf(scene, "bank")));
  await ask(stepOf("bank", first, "filings", { ...shownOf(scene, "bank"), number: randomUUID() }));
  await ask(stepOf("bank", first, "filing-amendments", shownOf(scene, "bank", 400)));
  const handed = await registered(scene, "savings", "1");
  const [bankCreditCode] = required(organisations.bank, "bank");
  const assigned = await ask(stepOf("savings", handed, "changes", { assignment: { bankCreditCode }, ...why }));
  await ask(answer("bank", assigned));
  await ask(stepOf("bank", handed, "cancellation", { reason: "not drawn" }));
  const list = "/collateral/pledge-changes";
  for (const as of ["bank", "mill", "bureau", "echeng", "operator"]) {
    await scene.reads(`${list}/${String(extension.changeId)}`, `${list}/none`, "not-found", as);
    await scene.reads(`/collateral/pledges/${first.pledgeId}/changes`, "/collateral/pledges/none/changes", "not-found", as);
    if (as === "bank" || as === "mill") await scene.reads(list, `${list}?limit=0`, "validation-failed", as);
  }
  const overdue = "/collateral/overdue-name-filings";
  for (const as of ["bank", "bureau", "echeng", "operator"]) await scene.reads(overdue, `${overdue}?limit=0`, "validation-failed", as);
}

/** The mill changes its name: one bank has its filing amended, one files late, one hands its duty over with the pledge, which is then cancelled, and one never files: the job tells of it as months pass. */
async function newName(scene: Scene, first: RegisteredPledge): Promise<void> {
  const { ask } = scene.client;
  const [handed, late] = [await registered(scene, "savings", "1"), await registered(scene, "bank", "1")];
  await registered(scene, "savings", "1", { until: scene.bankDay(300) });
  const [name, today] = ["Yangtze Paper Group", scene.bankDay(0)];
  const body = { name, effectiveOn: today, documentDate: today, ...document };
  await ask({ as: "operator", method: "POST", path: `/parties/${scene.party("mill")}/names`, body });
  scene.names.set("mill", name);
  await scene.stage.untilIdle();
  await ask(stepOf("bank", first, "filing-amendments", { ...shownOf(scene, "bank", 400), pledgorName: name }));
  await ask(stepOf("bank", late, "filings", { ...shownOf(scene, "bank"), number: randomUUID(), pledgorName: name }));
  const [bankCreditCode] = required(organisations.bank, "bank");
  const { changeId } = await ask(stepOf("savings", handed, "changes", { assignment: { bankCreditCode }, ...why }));
  await ask({ as: "bank", method: "POST", path: `/collateral/pledge-changes/${String(changeId)}/agreement` });
  await ask(stepOf("bank", handed, "cancellation", { reason: "not drawn" }));
  await scene.stage.untilIdle();
}

function objecting(as: string, { registered: place }: RegisteredPledge) {
  return { as, method: "POST", path: "/collateral/objections", body: { registrationNumber: place.number, ...why } } as const;
}

async function objections(scene: Scene, first: RegisteredPledge): Promise<void> {
  const { ask, refused } = scene.client;
  await refused("own-registration", objecting("bank", first));
  const list = "/collateral/objections";
  const pursue = (as: string, { objectionId }: { readonly objectionId?: unknown }, step: string, body?: object) =>
    ({ as, method: "POST", path: `${list}/${String(objectionId)}/${step}`, ...(body && { body }) }) as const;
  const objection = await ask(objecting("savings", first));
  const suit = pursue("savings", objection, "suit", {
    court: judgment.court,
    caseNumber: judgment.caseNumber,
    suitProofSha256: documentSha256,
  });
  await refused("wrong-state", suit);
  const notice = (days: number) =>
    pursue("savings", objection, "notice", { notifiedOn: scene.bankDay(days), noticeSha256: documentSha256 });
  await refused("day-out-of-order", notice(1));
  await ask(notice(0));
  await ask(suit);
  const dismissal = pursue("bureau", objection, "dismissal", judgment);
  await ask(dismissal);
  await refused("wrong-state", dismissal);
  const withdrawal = pursue("mill", await ask(objecting("mill", first)), "withdrawal");
  await ask(withdrawal);
  await refused("wrong-state", withdrawal);
  for (const as of ["bank", "mill", "bureau", "echeng", "operator"]) {
    await scene.reads(`${list}/${String(objection.objectionId)}`, `${list}/none`, "not-found", as);
    await scene.reads(`/collateral/pledges/${first.pledgeId}/objections`, "/collateral/pledges/none/objections", "not-found", as);
    if (as === "bank" || as === "mill") await scene.reads(list, `${list}?limit=0`, "validation-failed", as);
  }
}
