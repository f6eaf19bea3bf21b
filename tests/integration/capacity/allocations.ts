import { dayOf } from "../../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { memberReader } from "../../../shared/members/members.ts";
import type { CapacityRows, CapacityWorld } from "../../support/capacity.ts";
import { givenLicenceClaim } from "../../support/members.ts";
import { doPagesOf } from "../../support/plan-pages.ts";

const large = "the line, the fact and the stored answer say the whole allocation: each passes a kilobyte";
const paymentsAbove: CapacityRows["above"] = {
  payAllocation: { units: 8, because: large },
  bookFeeCertificate: { units: 4, because: "the line and the fact say the whole allocation: each passes a kilobyte" },
  "reverseFeeCertificate, approved": { units: 6, because: large },
};

/** A table of rates, and plans of one line: one that is approved, and one that is withdrawn. */
export const capacity: CapacityRows = {
  async measure(world) {
    const { house, made, call, measure } = world;
    const as = house.regulator;
    const { engine, clock } = house;
    const members = memberReader(engine.dynamo, engine.tables.Parties);
    const site = required(await members.site(made("partyId"), made("siteId")), "site");
    const { creditCode } = required(await members.party(made("partyId")), "party");
    await givenLicenceClaim(engine, site);
    const cap = { tonnes: "900", documentNumber: "EZ-1" };
    await call({ as, method: "PUT", path: "/permits/caps/ezhou/SO2/2036", body: cap });
    const rates = { title: "T", documentNumber: "EZ-1", validFrom: "2020-01-01", rates: [{ pollutant: "SO2", cnyPerTonneYear: "200" }] };
    await measure("publishRateTable", { as, method: "PUT", path: "/allocations/rates/capacity", body: rates });
    const terms = { kind: "initial", title: "T", documentNumber: "EZ-1", determinedOn: "2026-01-01", firstMonth: "2036-01", years: 1 };
    const draft = { ...terms, rateTableId: "capacity", instalments: 1, announcedDays: 1, paymentMode: "exchange-account" };
    const drafting = { as, method: "POST", path: "/allocations/plans", body: draft } as const;
    const path = `/allocations/plans/${String((await measure("draftAllocationPlan", drafting)).planId)}`;
    const basis = { kind: "operating", since: "2015-01-01", method: "m", documentNumber: "EZ-1" };
    const line = { creditCode, licenceNumber: site.licenceNumber, amounts: [{ pollutant: "SO2", tonnes: "1" }], basis };
    const putting = { as, method: "PUT", path: `${path}/lines`, body: { lines: [line] } } as const;
    await measure("putAllocationLines", putting);
    await measure("removeAllocationLine", { as, method: "DELETE", path: `${path}/lines/${site.siteId}` });
    await call(putting);
    await measure("publishAllocationPlan", { as, method: "POST", path: `${path}/publication`, body: {} });
    const planId = required(path.split("/").at(-1), "plan");
    await doPagesOf(house.granted, planId, "publish");
    const objection = { siteId: site.siteId, grounds: "too little" };
    const objecting = { as: made("person"), method: "POST", path: `${path}/objections`, body: objection } as const;
    const { objectionId } = await measure("objectToAllocation", objecting);
    const answer = { upheld: true, reason: "as licensed", amounts: [{ pollutant: "SO2", tonnes: "2" }] };
    await measure("answerObjection", { as, method: "POST", path: `${path}/objections/${String(objectionId)}/answer`, body: answer });
    const present = clock.now();
    clock.moveTo(`${Number(present.slice(0, 4)) + 1}${present.slice(4)}`);
    const decision = { approved: true, documentNumber: "EZ-2", reason: "as announced" };
    await measure("decideAllocationPlan", { as, method: "POST", path: `${path}/decision`, body: decision });
    clock.moveTo(present);
    await doPagesOf(house.granted, planId, "distribute");
    await measurePayments(world, path, line);
    const other = `/allocations/plans/${String((await call(drafting)).planId)}`;
    await measure("withdrawAllocationPlan", { as, method: "POST", path: `${other}/withdrawal`, body: { reason: "drafted anew" } });
    return {};
  },
  above: {
    ...paymentsAbove,
    answerObjection: { units: 4, because: "the line, the plan and the fact with both pass a kilobyte each" },
    "decideAllocationPlan, approved": {
      units: 2,
      because: "the ledger's fact names headroom of every year of the term, and the plan's fact its terms",
    },
  },
  unmeasured: {},
};

/** The fee of the approved plan is paid from cash, that of another by a certificate, which is reversed. */
async function measurePayments({ house, made, call, measure }: CapacityWorld, cashPlan: string, line: object): Promise<void> {
  const as = house.regulator;
  const siteId = made("siteId");
  const ofPlan = (path: string): string => `/allocations/${path.split("/").at(-1)}.${siteId}`;
  const party = required(await memberReader(house.engine.dynamo, house.engine.tables.Parties).party(made("partyId")), "party");
  await house.receive({ partyId: party.partyId, name: party.name }, "1000");
  await measure("payAllocation", { as: made("person"), method: "POST", path: `${ofPlan(cashPlan)}/payments`, body: { amount: "400" } });
  const terms = { kind: "initial", title: "T", documentNumber: "EZ-1", determinedOn: "2026-01-01", firstMonth: "2037-01", years: 1 };
  await call({ as, method: "PUT", path: "/permits/caps/ezhou/SO2/2037", body: { tonnes: "900", documentNumber: "EZ-1" } });
  const draft = { ...terms, rateTableId: "capacity", instalments: 1, announcedDays: 1, paymentMode: "tax-certificate" };
  const { planId } = await call({ as, method: "POST", path: "/allocations/plans", body: draft });
  const path = `/allocations/plans/${String(planId)}`;
  await call({ as, method: "PUT", path: `${path}/lines`, body: { lines: [line] } });
  await call({ as, method: "POST", path: `${path}/publication`, body: {} });
  await doPagesOf(house.granted, String(planId), "publish");
  const present = house.clock.now();
  house.clock.moveTo(plusSeconds(present, 3 * 86_400));
  await call({ as, method: "POST", path: `${path}/decision`, body: { approved: true, documentNumber: "EZ-2", reason: "as announced" } });
  await doPagesOf(house.granted, String(planId), "distribute");
  const certificates = `${ofPlan(path)}/certificates`;
  const certificate = { certificateNumber: "CAPACITY-1", issuedOn: dayOf(house.clock.now()), amount: "200" };
  await measure("bookFeeCertificate", { as, method: "POST", path: certificates, body: certificate });
  const reversal = { as, method: "POST", path: `${certificates}/CAPACITY-1/reversal`, body: { reason: "paid back" } } as const;
  await measure("reverseFeeCertificate", reversal);
  house.clock.moveTo(present);
}
