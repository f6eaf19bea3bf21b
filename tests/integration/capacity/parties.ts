import { randomUUID } from "node:crypto";
import type { CapacityRows, CapacityWorld } from "../../support/capacity.ts";
import { freshCreditCode, givenMember } from "../../support/members.ts";
import { aLetter, anInvitation } from "../../support/people.ts";

/** An enterprise from its application to its site: `partyId`, `siteId`, and `person`, who acts for it. */
export const capacity: CapacityRows = {
  async measure(world) {
    const { house, measure } = world;
    const { operator } = house;
    const person = `person-${randomUUID()}`;
    const creditCode = freshCreditCode();
    const registration = { name: "Somebody", creditCode, type: "enterprise", area: "420700", representative: "Li" };
    const partyId = String((await measure("registerParty", { as: person, method: "POST", path: "/parties", body: registration })).partyId);
    const change = (name: string, path: string, body: object) =>
      measure(name, { as: operator, method: "POST", path: `/parties/${partyId}/${path}`, body });
    await change("decideAdmission", "admission", { admitted: true, reason: "in order" });
    await change("suspendParty", "suspension", { reason: "unpaid" });
    await change("reinstateParty", "reinstatement", { reason: "paid" });
    await change("recordExclusion", "exclusions", { list: "dishonest-debtor", documentNumber: "X-1" });
    await change("liftExclusion", "exclusions/dishonest-debtor/lifting", { documentNumber: "X-2" });
    const other = await givenMember(house.engine, { role: "enterprise" });
    const associates = { partyIds: [partyId, other.partyId], documentNumber: "X-3" };
    await measure("declareAssociates", { as: operator, method: "POST", path: "/parties/associates", body: associates });
    await measurePeople(world, person, partyId);
    const bids = "/parties/own/second-person/bids";
    await measure("switchSecondPersonOn", { as: person, method: "PUT", path: bids });
    await measure("switchSecondPersonOff", { as: person, method: "DELETE", path: bids });
    const rename = { name: "Somebody else", effectiveOn: "2026-01-05", documentNumber: "X-4", documentDate: "2026-01-04" };
    await measure("renameParty", { as: operator, method: "POST", path: `/parties/${partyId}/names`, body: rename });
    const validity = { licenceValidFrom: "2026-01-01", licenceValidUntil: "2030-12-31" };
    const declared = { basin: "liangzi-lake", sourceClass: "industrial", ...validity };
    const site = { name: "Works", licenceNumber: `${creditCode}001P`, area: "420700", ...declared };
    const { siteId } = await measure("registerSite", { as: person, method: "POST", path: "/sites", body: site });
    const path = `/sites/${String(siteId)}`;
    await measure("changeSite", { as: person, method: "PUT", path, body: { name: "Works 1", ...declared } });
    const found = { area: "420700", ...declared };
    await measure("confirmSite", { as: house.regulator, method: "POST", path: `${path}/confirmation`, body: found });
    const licence = (what: string, as: string, body: object) =>
      ({ as, method: "POST", path: `${path}/licence/${what}`, body: { documentNumber: "X-8", ...body } }) as const;
    await measure("applyForLicenceRenewal", licence("renewal-application", person, {}));
    await measure("decideLicenceRenewal", licence("renewal-decision", house.regulator, { reason: "not in order" }));
    const moved = { kind: "address", to: "Road 1", changedOn: "2026-01-05" };
    await measure("recordLicenceChange", licence("changes", person, moved));
    await measureDisputes(world, site.licenceNumber);
    return { person, partyId, siteId: String(siteId) };
  },
  above: {},
  unmeasured: {},
};

/** People who are invited and come, and go again; `person` is the representative. */
async function measurePeople({ house, call, measure }: CapacityWorld, person: string, partyId: string): Promise<void> {
  const subjects = Array.from({ length: 3 }, () => `person-${randomUUID()}`);
  const [joining = "", leaving = "", declining = ""] = subjects;
  const post = (as: string, path: string, body: object = {}) => ({ as, method: "POST", path, body }) as const;
  const invitation = (subject: string) => post(person, "/parties/own/invitations", anInvitation(subject));
  const answer = (subject: string, { invitationId }: Record<string, unknown>, what: string) =>
    post(subject, `/parties/invitations/${String(invitationId)}/${what}`);
  const reason = "as agreed";
  const invited = await measure("invitePerson", invitation(joining));
  await measure("acceptInvitation", answer(joining, invited, "acceptance"));
  await measure("declineInvitation", answer(declining, await call(invitation(declining)), "declination"));
  const { invitationId } = await call(invitation(declining));
  const revocation = { subject: declining, reason };
  await measure("revokeInvitation", post(person, `/parties/own/invitations/${String(invitationId)}/revocation`, revocation));
  const change = { subject: joining, function: "approver", letter: aLetter(), reason };
  await measure("changePerson", post(person, "/parties/own/people/changes", change));
  await measure("removePerson", post(person, "/parties/own/people/removals", { subject: joining, reason }));
  await call(answer(leaving, await call(invitation(leaving)), "acceptance"));
  await measure("leaveParty", post(leaving, "/parties/own/departure", { reason }));
  const { function: _function, ...again } = anInvitation(person, { leaving: person, documentNumber: "X-5", reason });
  const replaced = await measure("replaceRepresentative", post(house.operator, `/parties/${partyId}/representatives`, again));
  await call(answer(person, replaced, "acceptance"));
}

/** A credit code and the licence of the site, claimed by others. */
async function measureDisputes({ house, call, measure }: CapacityWorld, licenceNumber: string): Promise<void> {
  const evidence = { reason: "it is ours", documentNumber: "X-6", documentSha256: "ab".repeat(32) };
  const creditCode = freshCreditCode();
  const registration = { name: "Squatter", creditCode, type: "enterprise", area: "420700", representative: "Li" };
  await call({ as: `person-${randomUUID()}`, method: "POST", path: "/parties", body: registration });
  const claim = { creditCode, claimantName: "Owner", ...evidence };
  const code = await measure("disputeCreditCode", {
    ...{ as: `person-${randomUUID()}`, method: "POST" as const },
    ...{ path: "/parties/disputes/credit-codes", body: claim },
  });
  const { subject } = await givenMember(house.engine, { role: "enterprise" });
  const path = "/parties/disputes/licences";
  const licence = await measure("disputeLicence", { as: subject, method: "POST", path, body: { licenceNumber, ...evidence } });
  const decide = (name: string, { partyId, disputeId }: Record<string, unknown>, upheld: boolean) =>
    measure(name, {
      ...{ as: house.operator, method: "POST" },
      path: `/parties/${String(partyId)}/disputes/${String(disputeId)}/decision`,
      body: { upheld, documentNumber: "X-7", reason: "documents compared" },
    });
  await decide("decideDispute (upheld)", code, true);
  await decide("decideDispute", licence, false);
}
