import { type ContextPlay, day, document, type Scene } from "../../../support/play.ts";

const conservative = { tco2: "900000", basis: "the verifier's estimate" };
const question = { line: 1, found: "no sample", asked: "the samples", conservative };

/** Two verifiers look at the mill's report, and the conservative figure of the steelworks' is set as they answer nothing. */
export const verificationPlay: ContextPlay["play"] = async (scene) => {
  const year = String(Number(scene.month(0).slice(0, 4)) - 1);
  await assignments(scene, year);
  await questions(scene, year);
  await again(scene, year);
  await unanswered(scene, year);
  await readers(scene, year);
};

type Body = Readonly<Record<string, unknown>>;
function steps(scene: Scene, persona: string, year: string) {
  const path = `/carbon/verifications/${scene.party(persona)}.${year}`;
  const post = (as: string, what: string, body: Body = {}) => ({ as, method: "POST", path: `${path}/${what}`, body }) as const;
  const assign = (verifier: string) =>
    ({ as: "bureau", method: "PUT", path: `${path}/verifier`, body: { verifierId: scene.party(verifier), ...document } }) as const;
  const begin = (as: string) => ({ as, method: "POST", path: `${path}/beginning` }) as const;
  return { path, post, assign, begin };
}

async function assignments(scene: Scene, year: string): Promise<void> {
  const { ask, refused } = scene.client;
  const { assign, post, begin } = steps(scene, "mill", year);
  const withdrawal = post("bureau", "withdrawal", { reason: "illness" });
  await refused("not-a-verifier", assign("steel"));
  await ask(assign("checker"));
  await refused("wrong-state", assign("checker"));
  await ask(withdrawal);
  await refused("wrong-state", withdrawal);
  await refused("not-found", begin("checker"));
  await ask(assign("checker"));
  await ask(begin("checker"));
  await refused("wrong-state", begin("checker"));
}

async function questions(scene: Scene, year: string): Promise<void> {
  const { ask, refused } = scene.client;
  const { post } = steps(scene, "mill", year);
  const answer = post("mill", "findings/1/answer", { text: "attached" });
  const closing = post("checker", "findings/1/closing", { closed: true, text: "settled" });
  const conclusion = post("checker", "conclusion", { opinion: "reliable", changes: [{ line: 1, tco2: "15000", reason: "the scale" }] });
  await ask(post("checker", "findings", question));
  await refused("conservative-too-low", post("checker", "findings", { ...question, conservative: { ...conservative, tco2: "1" } }));
  await refused("wrong-state", conclusion);
  await ask(answer);
  await refused("wrong-state", answer);
  await ask(closing);
  await refused("wrong-state", closing);
  await ask(conclusion);
  await refused("wrong-state", conclusion);
}

async function again(scene: Scene, year: string): Promise<void> {
  const { ask, refused } = scene.client;
  const { path, post, begin } = steps(scene, "mill", year);
  const decision = (verifier: string) => {
    const body = { granted: true, verifierId: scene.party(verifier), reason: "in dispute", ...document };
    return post("bureau", "reverification", body);
  };
  const response = (agreed: boolean) => post("mill", "response", { agreed, ...(!agreed && { reason: "the scale was right" }) });
  await refused("no-request", decision("auditor"));
  await ask(response(false));
  await refused("response-given", response(true));
  await refused("verifier-tied", decision("checker"));
  await ask(decision("auditor"));
  await ask(begin("auditor"));
  await ask(post("auditor", "conclusion", { opinion: "reliable" }));
  await ask(response(true));
  await refused("not-found", { as: "checker", method: "GET", path });
}

async function unanswered(scene: Scene, year: string): Promise<void> {
  const { ask, refused } = scene.client;
  const { path, assign, begin, post } = steps(scene, "steel", year);
  await ask(assign("checker"));
  await ask(begin("checker"));
  await ask(post("checker", "findings", question));
  await scene.moveOn(20 * day);
  const { findings } = await ask({ as: "checker", method: "GET", path });
  const [finding] = findings as readonly { readonly state: string }[];
  if (finding?.state !== "conservative") throw new Error(`the unanswered question is ${finding?.state}`);
  await refused("wrong-state", post("steel", "findings/1/answer", { text: "late" }));
  await ask(post("checker", "conclusion", { opinion: "reliable, with a conservative figure" }));
  await ask(post("steel", "response", { agreed: false, reason: "a week of illness" }));
  // Undecided in time, and refused afterwards.
  await scene.moveOn(30 * day);
  const overdue = await ask({ as: "bureau", method: "GET", path: "/carbon/verifications?reverification=overdue" });
  if ((overdue.items as readonly unknown[]).length !== 1) throw new Error("the request is not marked as overdue");
  await ask(post("bureau", "reverification", { granted: false, reason: "no new document", ...document }));
}

async function readers(scene: Scene, year: string): Promise<void> {
  const { path } = steps(scene, "mill", year);
  const none = path.replace(scene.party("mill"), "none");
  const month = `/carbon/months/${scene.party("mill")}/${year}/03`;
  await scene.reads(month, month.replace(scene.party("mill"), scene.party("steel")), "not-found", "auditor");
  for (const as of ["mill", "auditor", "echeng", "bureau"]) await scene.reads(path, none, "not-found", as);
  for (const as of ["auditor", "echeng", "bureau"])
    await scene.reads("/carbon/verifications", "/carbon/verifications?limit=0", "validation-failed", as);
}
