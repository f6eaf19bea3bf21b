import { freshCreditCode } from "../support/members.ts";
import { aLetter, anInvitation } from "../support/people.ts";
import { document, organisations, type Scene } from "../support/play.ts";

const letter = aLetter({ until: "2199-12-31" });
const reason = "as agreed";
const post = (as: string, path: string, body: object = {}) => ({ as, method: "POST", path, body }) as const;
const get = (as: string, path: string) => ({ as, method: "GET", path }) as const;

/** The part of the play about people: the mill gets an approver, the personas of the foundry and the verifier join and go. */
export async function playPeople(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const invitation = (persona: string, given: object = {}) =>
    post("mill", "/parties/own/invitations", anInvitation(`persona-${persona}`, { letter, ...given }));
  const invite = async (persona: string, given: object = {}) => String((await ask(invitation(persona, given))).invitationId);
  const answer = (persona: string, id: string, what: string) => post(persona, `/parties/invitations/${id}/${what}`);

  for (const persona of ["textile", "foundry", "verifier"]) await ask(answer(persona, await invite(persona), "acceptance"));
  await refused("letter-dates", invitation("power", { letter: aLetter({ until: "2026-01-01" }) }));
  const declined = await invite("power");
  await refused("not-found", answer("steel", declined, "acceptance"));
  await ask(answer("power", declined, "declination"));
  for (const what of ["declination", "acceptance"]) await refused("invitation-closed", answer("power", declined, what));
  const revocation = post("mill", `/parties/own/invitations/${await invite("power")}/revocation`, { subject: "persona-power", reason });
  await ask(revocation);
  await refused("invitation-closed", revocation);
  await ask(get("power", "/parties/invitations"));
  await refused("validation-failed", get("power", "/parties/invitations?unknown=1"));
  await managePeople(scene);
  await replaceRepresentative(scene);
}

async function managePeople(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const change = (persona: string, personFunction: string) => {
    const body = { subject: `persona-${persona}`, function: personFunction, letter, reason };
    return post("mill", "/parties/own/people/changes", body);
  };
  const removal = (persona: string) => post("mill", "/parties/own/people/removals", { subject: `persona-${persona}`, reason });
  const departure = (persona: string) => post(persona, "/parties/own/departure", { reason });
  for (const path of ["/parties/own/people", "/parties/own/invitations"]) {
    await ask(get("mill", path));
    await refused("function-not-allowed", get("textile", path));
  }
  await ask(change("textile", "approver"));
  await refused("last-representative", change("mill", "clerk"));
  await ask(removal("verifier"));
  await refused("last-representative", removal("mill"));
  await ask(departure("foundry"));
  await refused("last-representative", departure("mill"));
}

/** The operator lets the only representative of the pharmaceutical company come back under a letter. */
async function replaceRepresentative(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const replacement = (persona: string, leaving?: string) => {
    const person = { subject: "persona-pharma", personName: "郭涛", letter, ...(leaving && { leaving }) };
    return post("operator", `/parties/${scene.party(persona)}/representatives`, { ...person, ...document, reason });
  };
  await ask(get("operator", `/parties/${scene.party("pharma")}/people`));
  await refused("not-found", get("operator", "/parties/nobody/people"));
  await refused("representatives-remain", replacement("pharma"));
  const { invitationId } = await ask(replacement("pharma", "persona-pharma"));
  await ask(post("pharma", `/parties/invitations/${String(invitationId)}/acceptance`));
}

/** The part of the play about two persons: the mill wants them for pledges, and changes its mind three times. */
export async function playSecondPerson(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const setting = "/parties/own/second-person/pledges";
  const off = { as: "mill", method: "DELETE", path: setting } as const;
  await refused("second-person-unchanged", off);
  await ask({ as: "mill", method: "PUT", path: setting });
  await refused("second-person-unchanged", { as: "mill", method: "PUT", path: setting });
  await scene.requests(() => off);
}

/** The part of the play about names: the steel works change theirs. */
export async function playNames(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const steel = `/parties/${scene.party("steel")}/names`;
  const body = { name: "Echeng Steel and Iron", effectiveOn: "2026-01-01", documentDate: "2026-01-01", ...document };
  await ask(post("operator", steel, body));
  scene.names.set("steel", body.name);
  await refused("name-unchanged", post("operator", steel, body));
  await ask(get("bureau", "/parties/names?name=Organisation"));
  await refused("not-found", get("liangzihu", "/parties/names?name=Organisation&area=420704"));
  await ask(get("bureau", steel));
  await refused("not-found", get("liangzihu", steel));
}

/** The part of the play about claims: somebody took the code of the power station; the steel works want the mill's licence. */
export async function playClaims(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const evidence = { reason, documentNumber: "X-1", documentSha256: letter.sha256 };
  const creditCode = freshCreditCode();
  const registration = { name: "Power", creditCode, type: "enterprise", area: "420704", representative: "He Jing" };
  await ask(post("power", "/parties", registration));
  const ofCode = (persona: string) =>
    post(persona, "/parties/disputes/credit-codes", { creditCode, claimantName: "Sanjiang Power", ...evidence });
  const ofLicence = (persona: string) =>
    post(persona, "/parties/disputes/licences", { licenceNumber: `${organisations.mill?.[0]}001P`, ...evidence });
  const disputes = [
    [await ask(ofCode("newcomer")), true],
    [await ask(ofLicence("steel")), false],
  ] as const;
  await refused("own-registration", ofCode("power"));
  await refused("own-registration", ofLicence("mill"));
  await ask(get("operator", "/parties/disputes"));
  await refused("role-not-allowed", get("bureau", "/parties/disputes"));
  for (const [{ partyId, disputeId }, upheld] of disputes) {
    const path = `/parties/${String(partyId)}/disputes/${String(disputeId)}`;
    await ask(get("operator", path));
    await refused("not-found", get("cement", path));
    await ask(post("operator", `${path}/decision`, { upheld, reason, ...document }));
    await refused("dispute-decided", post("operator", `${path}/decision`, { upheld, reason, ...document }));
  }
}
