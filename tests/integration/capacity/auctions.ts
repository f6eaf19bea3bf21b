import { plusSeconds } from "../../../shared/kernel/clock.ts";
import { usualTerms } from "../../support/auction-house.ts";
import type { CapacityRows } from "../../support/capacity.ts";

/** A sale that is enrolled in, postponed, bid in, closed and paid, and one that is cancelled. */
export const capacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
    const { operator, clock } = house;
    const person = made("person");
    const at = (seconds: number): string => plusSeconds(clock.now(), seconds);
    const announcement = (quantity: string) => {
      const schedule = { opensAt: at(60), enrolsUntil: at(3_600), closesAt: at(7_200) };
      const terms = { ...usualTerms, lot: { ...usualTerms.lot, firstMonth: "2035-01", lastMonth: "2035-12", quantity } };
      return { as: operator, method: "POST", path: "/auctions", body: { terms, schedule } } as const;
    };
    const announced = announcement("5");
    const auctionId = String((await measure("announceAuction", announced)).auctionId);
    const auction = `/auctions/${auctionId}`;
    const enrolment = { siteId: made("siteId"), project: made("project"), tonnes: "5" };
    const { enrolmentId } = await measure("enrol", { as: person, method: "POST", path: `${auction}/enrolments`, body: enrolment });
    const withdrawal = { as: person, method: "POST", path: `${auction}/enrolments/${String(enrolmentId)}/withdrawal`, body: {} } as const;
    await measure("withdrawEnrolment", withdrawal);
    await call({ as: person, method: "POST", path: `${auction}/enrolments`, body: enrolment });
    const schedule = { opensAt: announced.body.schedule.opensAt, enrolsUntil: at(3_700), closesAt: at(7_300) };
    const postponement = { schedule, reason: "holiday" };
    await measure("postponeAuction", { as: operator, method: "PUT", path: `${auction}/schedule`, body: postponement });
    clock.moveTo(at(120));
    const bid = {
      as: person,
      method: "PUT",
      path: `${auction}/enrolments/${String(enrolmentId)}/bid`,
      body: { steps: [{ price: "4000", quantity: "5" }] },
    } as const;
    await measure("first submitBid", bid);
    await measure("submitBid", bid);
    await call({ as: person, method: "PUT", path: "/parties/own/second-person/bids" });
    clock.moveTo(at(10));
    await measure("submitBid for two persons", bid);
    await house.close(auctionId);
    await measure("payAward", { as: person, method: "POST", path: `${auction}/enrolments/${String(enrolmentId)}/payment`, body: {} });
    const objection = { as: person, method: "POST", path: `${auction}/objections`, body: { grounds: "why not us" } } as const;
    await measure("objectToResult", objection);
    const answer = { upheld: false, reason: "ranked by price", documentNumber: "EZ-1" };
    const answered = `${auction}/objections/${made("partyId")}/answer`;
    await measure("answerResultObjection", { as: operator, method: "POST", path: answered, body: answer });
    const { auctionId: second } = await call(announcement("1"));
    const cancellation = { reason: "wrong lot" };
    await measure("cancelAuction", { as: operator, method: "POST", path: `/auctions/${String(second)}/cancellation`, body: cancellation });
    return {};
  },
  above: {
    announceAuction: {
      units: 10,
      because: "an auction with its terms and its copies in three lists each pass a kilobyte, and so does the stored response",
    },
    enrol: { units: 2, because: "the fact says all of buyer, site, need and lot, and passes a kilobyte" },
    withdrawEnrolment: { units: 2, because: "as with enrolling" },
    "postponeAuction, approved": { units: 10, because: "so does the stored response, once it says why and when" },
    payAward: { units: 4, because: "the ledger's fact names all its postings, the award's says the whole trade: each passes a kilobyte" },
    "cancelAuction, approved": { units: 10, because: "as with postponing" },
  },
  unmeasured: {},
};
