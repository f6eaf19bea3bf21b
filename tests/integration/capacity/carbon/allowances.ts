import { decimal } from "../../../../shared/kernel/decimal.ts";
import { partyAccount } from "../../../../shared/ledger/account.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import { doAllowancePagesOf } from "../../../support/allowance-pages.ts";
import type { CapacityRows } from "../../../support/capacity.ts";
import { givenMember } from "../../../support/members.ts";
import { anEntry } from "../../permits-support.ts";

const year = "2041";
const entity = { market: "hubei", sector: "ceramics", generates: false, documentNumber: "EZ-1" };
const allocated = "the fact says plan, basis, figures and the reference of what was issued, and passes a kilobyte";
const terms = "the plan, its fact and the stored answer say all its terms: each passes a kilobyte";

/** A plan from its draft to the allocations of an entity and an entrant, with an objection and a carry-over. */
export const allowancesCapacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
    const as = house.regulator;
    const partyId = made("partyId");
    const entrant = await givenMember(house.engine, { role: "enterprise" });
    for (const each of [partyId, entrant.partyId])
      await call({ as, method: "PUT", path: `/carbon/entities/${each}/years/${year}`, body: entity });
    const body = {
      ...{ market: "hubei", year, title: "T", documentNumber: "EZ-1", totalTonnes: "100000", reserveTonnes: "20000" },
      ...{ lastMonth: "2042-12", surrenderBy: "2042-11-30" },
      sectors: [{ sector: "ceramics", historic: { sectorCoefficient: "0.97", marketFactor: "0.9883" } }],
      carryOver: { fromVintage: "2040", share: "0.1", plusTonnes: "0", until: "2042-06-30" },
    };
    const { planId } = await measure("draftAllowancePlan", { as, method: "POST", path: "/carbon/allowance-plans", body });
    const path = `/carbon/allowance-plans/${String(planId)}`;
    const basis = { historic: { baseTonnes: "60000", productionDays: 300 }, documentNumber: "EZ-1" };
    await measure("putAllowanceLines", { as, method: "PUT", path: `${path}/lines`, body: { lines: [{ partyId, ...basis }] } });
    const decide = (decision: string) =>
      ({ as, method: "POST", path: `${path}/decision`, body: { decision, reason: "as planned" } }) as const;
    await measure("decideAllowancePlan", decide("approve"));
    await measure("decideAllowancePlan (publish)", decide("publish"));
    await doAllowancePagesOf(house.granted, String(planId), "announce");
    await measure("decideAllowancePlan (pre-allocate)", decide("pre-allocate"));
    await doAllowancePagesOf(house.granted, String(planId), "pre-allocate");
    const allocation = `/carbon/allowances/${String(planId)}.${partyId}`;
    const objecting = { as: made("person"), method: "POST", path: `${allocation}/objections`, body: { grounds: "too little" } } as const;
    await measure("objectToAllowances", objecting);
    const answer = { upheld: true, reason: "more days", historic: { baseTonnes: "60000", productionDays: 310 } };
    await measure("answerAllowanceObjection", { as, method: "POST", path: `${allocation}/objections/1/answer`, body: answer });
    const admission = {
      partyId: entrant.partyId,
      historic: { baseTonnes: "9000", productionDays: 300 },
      documentNumber: "EZ-1",
      reason: "new",
    };
    await measure("admitNewEntrant", { as, method: "POST", path: `${path}/entrants`, body: admission });
    const instrument = "allowance/hubei/2040/2041-12";
    const entry = anEntry<never>(house);
    entry.transfer({ instrument, from: "issue:0", to: partyAccount(partyId), quantity: decimal("100") });
    await commit(house.engine.dynamo, entry.writes());
    const carrying = {
      as: made("person"),
      method: "POST",
      path: `${allocation}/carry-overs`,
      body: { instrument, tonnes: "100" },
    } as const;
    await measure("carryOverAllowances", carrying);
    const closing = { kind: "closure", productionDays: 100, documentNumber: "EZ-1", reason: "closed" };
    await measure("allocateAllowances", { as, method: "POST", path: `${allocation}/allocations`, body: closing });
    const statement = { partyId, market: "national", registry: "R", statedOn: "2026-03-01", documentNumber: "EZ-1" };
    const balances = [{ vintage: "2024", tonnes: "1" }];
    const recording = { as, method: "POST", path: "/carbon/statements", body: { ...statement, balances } } as const;
    const { statementId } = await measure("recordAllowanceStatement", recording);
    const difference = `/carbon/statements/${String(statementId)}/differences/2024`;
    await measure("decideStatementDifference", {
      as,
      method: "POST",
      path: difference,
      body: { applied: false, reason: "bought elsewhere" },
    });
    return {};
  },
  above: {
    "decideAllowancePlan, approved": { units: 4, because: terms },
    "decideAllowancePlan (publish), approved": { units: 4, because: terms },
    "decideAllowancePlan (pre-allocate), approved": { units: 4, because: terms },
    "allocateAllowances, approved": { units: 2, because: allocated },
    "admitNewEntrant, approved": { units: 2, because: allocated },
    "answerAllowanceObjection, approved": { units: 2, because: allocated },
    objectToAllowances: { units: 2, because: "the stored answer says the allocation and its objections, and passes a kilobyte" },
  },
  unmeasured: {},
};
