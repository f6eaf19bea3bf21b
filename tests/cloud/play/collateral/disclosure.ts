import { equal, ok } from "node:assert/strict";
import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, document, organisations, type Scene } from "../../../support/play.ts";

const purpose = "purpose=review%20of%20a%20loan";

/** The bank asks to read what the mill can pledge, the mill consents and revokes, and accidents exclude until they are withdrawn. */
export const disclosurePlay: ContextPlay["play"] = async (scene) => {
  const consentId = await consents(scene);
  await readings(scene, consentId);
  await accidents(scene);
};

function codeOf(persona: string): string {
  return required(organisations[persona], persona)[0];
}

/** Requests and consents; returns one that is in force. */
async function consents(scene: Scene): Promise<string> {
  const { ask, refused } = scene.client;
  const terms = {
    ...{ kinds: ["balances", "pledgeability", "values"], classes: ["permit", "allowance"], purpose: "a loan" },
    ...{ from: scene.bankDay(0), until: scene.bankDay(90) },
  };
  const asking = (persona: string) => {
    const body = { creditCode: codeOf(persona), ...terms };
    return { as: "bank", method: "POST", path: "/collateral/consent-requests", body } as const;
  };
  await refused("no-such-firm", asking("bureau"));
  const [first, second, third] = [await ask(asking("mill")), await ask(asking("mill")), await ask(asking("mill"))];
  const at = ({ requestId }: Readonly<Record<string, unknown>>) => `/collateral/consent-requests/${String(requestId)}`;
  const decide = (request: Readonly<Record<string, unknown>>, granted: boolean) =>
    ({ as: "mill", method: "POST", path: `${at(request)}/decision`, body: { granted, reason: "as agreed" } }) as const;
  const { consentId } = await ask(decide(first, true));
  await ask(decide(second, false));
  await refused("wrong-state", decide(second, true));
  const withdrawal = { as: "bank", method: "POST", path: `${at(third)}/withdrawal` } as const;
  await ask(withdrawal);
  await refused("wrong-state", withdrawal);
  const grant = (persona: string) => {
    const body = { bankCode: codeOf(persona), ...terms, siteIds: [scene.site("mill")] };
    return { as: "mill", method: "POST", path: "/collateral/consents", body } as const;
  };
  await refused("no-such-bank", grant("steel"));
  const own = await ask(grant("bank"));
  const revoked = `/collateral/consents/${String(own.consentId)}/revocation`;
  const revocation = { as: "mill", method: "POST", path: revoked, body: { reason: "not needed" } } as const;
  await ask(revocation);
  await refused("wrong-state", revocation);
  for (const as of ["bank", "mill"]) {
    await scene.reads(at(first), "/collateral/consent-requests/none", "not-found", as);
    await scene.reads("/collateral/consent-requests", "/collateral/consent-requests?limit=0", "validation-failed", as);
    await scene.reads(`/collateral/consents/${String(consentId)}`, "/collateral/consents/none", "not-found", as);
    await scene.reads("/collateral/consents", "/collateral/consents?limit=0", "validation-failed", as);
  }
  return String(consentId);
}

async function readings(scene: Scene, consentId: string): Promise<void> {
  const positions = `/collateral/consents/${consentId}/positions?${purpose}`;
  await scene.reads(`${positions}&stressPercent=20`, `${positions}&class=income`, "outside-consent", "bank");
  await scene.reads("/collateral/own/positions", "/collateral/own/positions?stressPercent=101", "validation-failed", "mill");
  await scene.reads("/collateral/own/readings?about=areas", "/collateral/own/readings?limit=0", "validation-failed", "mill");
  const { items } = await scene.client.ask({ as: "mill", method: "GET", path: "/collateral/own/readings" });
  const bases = (items as readonly { readonly basis: string }[]).map(({ basis }) => basis);
  equal(bases.filter((basis) => basis === "consent").length, 2, "the mill sees a check and a reading of the bank");
  ok(bases.includes("draft-refused"), "and what a refused draft told the bank");
}

async function accidents(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const recording = (days: number) => {
    const body = { partyId: scene.party("pharma"), happenedOn: scene.bankDay(days), ...document, reason: "a spill" };
    return { as: "bureau", method: "POST", path: "/collateral/accidents", body } as const;
  };
  await scene.requests(() => recording(-30));
  await refused("accident-to-come", recording(5));
  const list = "/collateral/accidents";
  const { items } = await ask({ as: "bureau", method: "GET", path: list });
  for (const { accidentId } of items as readonly { readonly accidentId: string }[]) {
    const path = `${list}/${accidentId}`;
    for (const as of ["pharma", "bureau", "echeng", "operator"]) {
      await scene.reads(path, `${list}/none`, "not-found", as);
      await scene.reads(list, `${list}?limit=0`, "validation-failed", as);
    }
    const withdrawal = { as: "bureau", method: "POST", path: `${path}/withdrawal`, body: { ...document, reason: "minor" } } as const;
    await ask(withdrawal);
    await refused("wrong-state", withdrawal);
  }
}
