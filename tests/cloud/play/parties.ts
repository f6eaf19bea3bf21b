import { type ContextPlay, document, firms, organisations, type Scene } from "../../support/play.ts";
import { playClaims, playNames, playPeople, playSecondPerson } from "../people-and-claims.ts";

/** Registering, admitting, suspending, excluding; sites; then people, names and claims. */
export const play: ContextPlay["play"] = async (scene) => {
  await register(scene);
  for (const persona of ["bureau", "mill"]) await scene.pair(persona);
  await changeStanding(scene);
  await exclude(scene);
  await declareAssociates(scene);
  await registerSites(scene);
  await playPeople(scene);
  await playSecondPerson(scene);
  await playNames(scene);
  await playClaims(scene);
  await read(scene);
};

function ofParty(scene: Scene, persona: string, what: string, body: object) {
  return { as: "operator", method: "POST", path: `/parties/${scene.party(persona)}/${what}`, body } as const;
}

function admission(scene: Scene, persona: string, admitted: boolean) {
  return ofParty(scene, persona, "admission", { admitted, reason: "documents checked" });
}

async function register(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  for (const [persona, [creditCode, type, area]] of Object.entries(organisations)) {
    const body = { name: `Organisation of ${persona}`, creditCode, type, area, representative: persona };
    const { partyId } = await ask({ as: persona, method: "POST", path: "/parties", body });
    scene.parties.set(persona, String(partyId));
    // Two persons admit an authority.
    if (persona === "operator") await scene.pair(persona);
    if (persona !== "operator") await ask(admission(scene, persona, persona !== "pharma"));
  }
  await ask(admission(scene, "pharma", true));
  await refused("standing-refuses", admission(scene, "mill", true));
  const body = { name: "Nobody", creditCode: "91420700MA0000015X", type: "enterprise", area: "420700", representative: "X" };
  await refused("credit-code-invalid", { as: "newcomer", method: "POST", path: "/parties", body });
}

async function changeStanding(scene: Scene): Promise<void> {
  for (const what of ["suspension", "reinstatement"]) {
    await scene.client.ask(ofParty(scene, "pharma", what, { reason: "fees" }));
    await scene.client.refused("standing-refuses", ofParty(scene, "pharma", what, { reason: "again" }));
  }
}

async function exclude(scene: Scene): Promise<void> {
  const exclusion = ofParty(scene, "pharma", "exclusions", { list: "dishonest-debtor", ...document });
  const lifting = ofParty(scene, "pharma", "exclusions/dishonest-debtor/lifting", document);
  await scene.client.ask(exclusion);
  await scene.client.refused("exclusion-exists", exclusion);
  await scene.client.ask(lifting);
  await scene.client.refused("exclusion-unknown", lifting);
}

async function declareAssociates(scene: Scene): Promise<void> {
  const declare = (...personas: readonly string[]) => {
    const body = { partyIds: personas.map((persona) => scene.party(persona)), ...document };
    return { as: "operator", method: "POST", path: "/parties/associates", body } as const;
  };
  await scene.client.ask(declare("cement", "pharma"));
  await scene.client.refused("not-an-enterprise", declare("cement", "bureau"));
}

const declared = {
  ...{ basin: "yangtze-ezhou", sourceClass: "industrial" },
  ...{ licenceValidFrom: "2026-01-01", licenceValidUntil: "2030-12-31" },
};
const particulars = { area: "420704", ...declared };

async function registerSites(scene: Scene): Promise<void> {
  const registration = (persona: string) => {
    const body = { name: "Works 1", licenceNumber: `${organisations[persona]?.[0]}001P`, ...particulars };
    return { as: persona, method: "POST", path: "/sites", body } as const;
  };
  for (const persona of firms) scene.sites.set(persona, String((await scene.client.ask(registration(persona))).siteId));
  await scene.client.refused("licence-registered", registration("mill"));
  const body = { name: "Works One", ...declared };
  const change = { as: "mill", method: "PUT", path: `/sites/${scene.site("mill")}`, body } as const;
  await scene.client.ask(change);
  await scene.client.refused("site-unchanged", change);
  const confirmation = (persona: string) =>
    ({ as: "bureau", method: "POST", path: `/sites/${scene.site(persona)}/confirmation`, body: particulars }) as const;
  for (const persona of firms) await scene.client.ask(confirmation(persona));
  await scene.client.refused("site-already-confirmed", confirmation("mill"));
  await renewLicence(scene);
}

async function renewLicence(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const path = `/sites/${scene.site("pharma")}/licence`;
  const post = (as: string, what: string, body: object) =>
    ({ as, method: "POST", path: `${path}/${what}`, body: { ...document, ...body } }) as const;
  await ask(post("pharma", "renewal-application", {}));
  await refused("renewal-pending", post("pharma", "renewal-application", {}));
  const granted = { licenceValidFrom: "2026-01-02", licenceValidUntil: "2031-01-01" };
  await ask(post("bureau", "renewal-decision", { granted, reason: "in order" }));
  await refused("renewal-not-pending", post("bureau", "renewal-decision", { reason: "again" }));
  const change = { to: "Road 1", changedOn: "2026-01-05" };
  await ask(post("pharma", "changes", { ...change, kind: "address" }));
  await refused("new-licence-needed", post("pharma", "changes", { ...change, kind: "outlet" }));
  await scene.reads(`${path}/changes`, "/sites/none/licence/changes", "not-found", "pharma");
  // A licence that ends soon: its holder is reminded of the renewal.
  const ending = { ...particulars, licenceValidUntil: scene.bankDay(80) };
  const second = { name: "Works 2", licenceNumber: `${organisations.cement?.[0]}002P`, ...ending };
  const { siteId } = await ask({ as: "cement", method: "POST", path: "/sites", body: second });
  await ask({ as: "bureau", method: "POST", path: `/sites/${String(siteId)}/confirmation`, body: ending });
}

async function read(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const mill = scene.party("mill");
  await scene.reads("/parties/areas", "/parties/areas?unknown=1", "validation-failed");
  await ask({ as: "mill", method: "GET", path: "/parties/own" });
  await refused("not-found", { as: "newcomer", method: "GET", path: "/parties/own" });
  await ask({ as: "bureau", method: "GET", path: "/parties?limit=3" });
  await refused("not-found", { as: "liangzihu", method: "GET", path: "/parties?area=420704" });
  await ask({ as: "bureau", method: "GET", path: `/parties/${mill}` });
  await refused("not-found", { as: "liangzihu", method: "GET", path: `/parties/${mill}` });
  await ask({ as: "operator", method: "GET", path: `/sites?partyId=${mill}` });
  await scene.reads(`/sites/${scene.site("mill")}`, "/sites/nowhere", "not-found", "mill");
  await ask({ as: "bureau", method: "GET", path: "/sites?state=unconfirmed" });
  await refused("not-found", { as: "steel", method: "GET", path: `/sites?partyId=${mill}` });
}
