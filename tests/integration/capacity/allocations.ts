import { required } from "../../../shared/kernel/invariant.ts";
import { memberReader } from "../../../shared/members/members.ts";
import type { CapacityRows } from "../../support/capacity.ts";
import { givenLicenceClaim } from "../../support/members.ts";
import { doPagesOf } from "../../support/plan-pages.ts";

/** A table of rates, and plans of one line: one that is approved, and one that is withdrawn. */
export const capacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
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
    const other = `/allocations/plans/${String((await call(drafting)).planId)}`;
    await measure("withdrawAllocationPlan", { as, method: "POST", path: `${other}/withdrawal`, body: { reason: "drafted anew" } });
    return {};
  },
  above: {},
  unmeasured: {},
};
