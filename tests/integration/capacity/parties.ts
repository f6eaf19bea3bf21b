import { randomUUID } from "node:crypto";
import type { CapacityRows } from "../../support/capacity.ts";
import { freshCreditCode, givenMember } from "../../support/members.ts";

/** An enterprise from its application to its site: `partyId`, `siteId`, and `person`, who acts for it. */
export const capacity: CapacityRows = {
  async measure({ house, measure }) {
    const { operator } = house;
    const person = `person-${randomUUID()}`;
    const registration = { name: "Somebody", creditCode: freshCreditCode(), type: "enterprise", area: "420700", representative: "Li" };
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
    await measure("addPerson", { as: person, method: "POST", path: "/parties/own/persons", body: { subject: `person-${randomUUID()}` } });
    const bids = "/parties/own/second-person/bids";
    await measure("switchSecondPersonOn", { as: person, method: "PUT", path: bids });
    await measure("switchSecondPersonOff", { as: person, method: "DELETE", path: bids });
    const site = { name: "Works", licenceNumber: randomUUID(), area: "420700", basin: "liangzi-lake", sourceClass: "industrial" };
    const { siteId } = await measure("registerSite", { as: person, method: "POST", path: "/sites", body: site });
    return { person, partyId, siteId: String(siteId) };
  },
  above: {},
  unmeasured: {},
};
