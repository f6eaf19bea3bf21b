import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, day, document, organisations, type Scene } from "../../../support/play.ts";
import { add, additionOf, registered, stepOf } from "../../../support/play-pledges.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const decision = { ...document, reason: "checked" };
type Body = Readonly<Record<string, unknown>>;

/** The steelworks pays the mill, which pledges shares of it to the bank; what has ended is closed. */
export const incomePlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const filing = (payer: string, days: number) => {
    const [payerCode] = required(organisations[payer], payer);
    const period = { from: scene.bankDay(-30), until: scene.bankDay(days) };
    const body = { kind: "forest", name: "Sinks", payerName: payer, payerCode, basisDocument: "EZ-9", basisSha256: sha, ...period };
    return { as: "mill", method: "POST", path: "/collateral/income-streams", body } as const;
  };
  await refused("payer-is-owner", filing("mill", 365));
  const [stream, spare, short] = [await ask(filing("steel", 365)), await ask(filing("steel", 365)), await ask(filing("steel", 0))];
  const step = (as: string, of: Body, what: string, body?: object) =>
    ({ as, method: "POST", path: `/collateral/income-streams/${String(of.streamId)}/${what}`, ...(body && { body }) }) as const;
  await ask(step("mill", spare, "withdrawal"));
  await refused("wrong-state", step("mill", spare, "withdrawal"));
  for (const each of [stream, short]) await ask(step("operator", each, "decision", { accepted: true, ...decision }));
  await refused("wrong-state", step("bureau", stream, "decision", { accepted: false, ...decision }));
  await frozen(scene, stream);
  await pledged(scene, stream);
  await frozen(scene, stream);
  await refused("income-period-running", step("operator", stream, "closure"));
  await scene.moveOn(day);
  await ask(step("operator", short, "closure"));
  const list = "/collateral/income-streams";
  for (const as of ["mill", "steel", "bureau", "echeng", "operator"]) {
    await scene.reads(`${list}/${String(stream.streamId)}`, `${list}/none`, "not-found", as);
    await scene.reads(`${list}/${String(stream.streamId)}/payments`, `${list}/none/payments`, "not-found", as);
    await scene.reads(list, `${list}?limit=0`, "validation-failed", as);
  }
};

/** A court freezes some shares for a month. */
async function frozen(scene: Scene, { instrument }: Body): Promise<void> {
  const court = { court: "鄂州市中级人民法院", caseNumber: "（2026）鄂07执14号", documentNumber: "E07-14", documentSha256: sha };
  const body = { account: `party:${scene.party("mill")}`, instrument, quantity: "5", ...court, months: 1 };
  await scene.client.ask({ as: "bureau", method: "POST", path: "/collateral/freezes", body });
}

/** The bank drafts and registers a pledge of shares, once the steelworks has confirmed where it pays. */
async function pledged(scene: Scene, { streamId, instrument }: Body): Promise<void> {
  const { ask, refused } = scene.client;
  const partyId = scene.party("mill");
  const [today, until] = [scene.bankDay(0), scene.bankDay(700)];
  const share = (quantity: string) => ({ account: `party:${partyId}`, instrument, quantity });
  const body = {
    ...{ pledgorId: partyId, amountKind: "principal", amountCny: "500", currency: "CNY", contractNumber: "INCOME-1", contractDate: today },
    ...{ contractSha256: sha, consentSha256: sha, from: today, until, appraisedCny: "1000", appraisedOn: today },
    parts: [share("60")],
  };
  const { pledgeId } = await ask({ as: "bank", method: "POST", path: "/collateral/pledges", body });
  const pledge = `/collateral/pledges/${String(pledgeId)}`;
  await ask({ as: "mill", method: "POST", path: `${pledge}/confirmation` });
  await refused("payer-unconfirmed", { as: "bank", method: "POST", path: `${pledge}/registration` });
  const confirming = (as: string) => {
    const account = { pledgeId, accountName: "Bank", accountNumber: "4205011000", accountBank: "Bank" };
    return { as, method: "POST", path: `/collateral/income-streams/${String(streamId)}/payments`, body: account } as const;
  };
  await refused("not-the-payer", confirming("mill"));
  await ask(confirming("steel"));
  await ask({ as: "bank", method: "POST", path: `${pledge}/registration` });
  await add(scene, { pledgeId: String(pledgeId) }, [share("10")], "1200");
  // The steelworks did not confirm where it pays for another pledge.
  const other = await registered(scene, "bank", "1");
  await refused("payer-unconfirmed", additionOf(scene, other, [share("5")], "200"));
  await ask(stepOf("bank", other, "cancellation", { reason: "not drawn" }));
}
