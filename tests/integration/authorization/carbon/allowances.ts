import { doAllowancePagesOf } from "../../../support/allowance-pages.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";

const reason = { reason: "mistake" };
const document = { documentNumber: "X-1" };
const ofAnother = { refusal: "allowance-plan-of-another-area" } as const;
let years = 2050;
/** What the paths name: plans of permits have parameters of the same names, so that these are kept apart. */
const named: Record<string, string> = {};

/** Plans belong to the area of the bureau that drafted them, allocations to their entity and its area. */
export const allowancesAuthorization: AuthorizationRows = {
  ownership: {
    putAllowanceLines: { params: named, body: { lines: [{ partyId: "none", ...document }] }, ...ofAnother },
    decideAllowancePlan: { params: named, body: { decision: "publish", ...reason }, ...ofAnother },
    readAllowancePlan: "open to its roles",
    listAllowanceLines: { params: named },
    admitNewEntrant: { params: named, body: { partyId: "none", ...document, ...reason }, ...ofAnother },
    allocateAllowances: { params: named, body: { kind: "closure", ...document, ...reason }, ...ofAnother },
    carryOverAllowances: { params: named, body: { instrument: "allowance/hubei/2049/2050-12", tonnes: "1" } },
    objectToAllowances: { params: named, body: { grounds: "too little" } },
    answerAllowanceObjection: { params: named, body: { upheld: false, ...reason }, ...ofAnother },
    readAllowance: { params: named },
    decideStatementDifference: { params: named, body: { applied: false, ...reason } },
    readAllowanceStatement: { params: named },
  },
  async given(house, { partyId }) {
    const as = house.regulator;
    years += 1;
    const year = String(years);
    const entity = { market: "hubei", sector: "ceramics", generates: false, ...document };
    await house.call({ as, method: "PUT", path: `/carbon/entities/${partyId}/years/${year}`, body: entity });
    const body = {
      ...{ market: "hubei", year, title: "T", ...document, totalTonnes: "100000", reserveTonnes: "20000" },
      ...{ lastMonth: `${years + 1}-12`, surrenderBy: `${years + 1}-11-30` },
      sectors: [{ sector: "ceramics", historic: { sectorCoefficient: "0.97", marketFactor: "0.9883" } }],
    };
    const drafted = await house.call({ as, method: "POST", path: "/carbon/allowance-plans", body });
    const { planId } = drafted.body as { planId: string };
    const line = { partyId, historic: { baseTonnes: "60000", productionDays: 300 }, ...document };
    await house.call({ as, method: "PUT", path: `/carbon/allowance-plans/${planId}/lines`, body: { lines: [line] } });
    const path = `/carbon/allowance-plans/${planId}/decision`;
    for (const decision of ["approve", "publish"]) await house.call({ as, method: "POST", path, body: { decision, ...reason } });
    await doAllowancePagesOf(house.granted, planId, "announce");
    const statement = { partyId, market: "national", registry: "R", statedOn: "2026-03-01", ...document };
    const balances = [{ vintage: "2024", tonnes: "1" }];
    const recorded = await house.call({ as, method: "POST", path: "/carbon/statements", body: { ...statement, balances } });
    const { statementId } = recorded.body as { statementId: string };
    Object.assign(named, { statementId, vintage: "2024" });
    Object.assign(named, { planId, allocationId: `${planId}.${partyId}`, objectionId: "1" });
    return {};
  },
};
