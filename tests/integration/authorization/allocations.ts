import { decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { capAccount } from "../../../shared/ledger/account.ts";
import { memberReader, type Party } from "../../../shared/members/members.ts";
import type { Site } from "../../../shared/members/sites.ts";
import { headroom } from "../../../shared/permits/instruments.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { AuctionHouse } from "../../support/auction-house.ts";
import { givenLicenceClaim } from "../../support/members.ts";
import type { AuthorizationRows } from "../../support/ownership.ts";
import { doPagesOf } from "../../support/plan-pages.ts";
import { anEntry } from "../permits-support.ts";

const reason = { reason: "mistake" };
const year = "2045";
const rateTableId = "matrix";
const basis = { kind: "operating", since: "2015-01-01", method: "m", documentNumber: "X-1" } as const;

/** Plans and tables of rates belong to the area of the bureau that made them, allocations to the holder of their site and to its area. */
export const authorization: AuthorizationRows = {
  ownership: {
    publishRateTable: {
      params: { rateTableId },
      body: { title: "T", documentNumber: "X-1", validFrom: "2020-01-01", rates: [{ pollutant: "SO2", cnyPerTonneYear: "1" }] },
      refusal: "rates-of-another-area",
    },
    putAllocationLines: { body: { lines: [{ creditCode: "1", licenceNumber: "1", amounts: [], basis }] } },
    removeAllocationLine: {},
    publishAllocationPlan: {},
    objectToAllocation: { body: { siteId: "site", grounds: "too little" } },
    answerObjection: { params: { objectionId: "one" }, body: { upheld: false, ...reason } },
    decideAllocationPlan: { body: { approved: true, documentNumber: "X-1", ...reason } },
    withdrawAllocationPlan: { body: reason },
    listObjections: {},
    readAreaPlan: {},
    listAreaPlanLines: {},
    readAllocation: {},
    payAllocation: { body: { amount: "1" } },
    listFeeCertificates: {},
    bookFeeCertificate: {
      body: { certificateNumber: "X-1", issuedOn: "2026-03-01", amount: "1" },
      refusal: "plan-of-another-area",
    },
    reverseFeeCertificate: { params: { certificateNumber: "X-1" }, body: reason, refusal: "plan-of-another-area" },
  },
  async given(house, bidder) {
    const entry = anEntry<never>(house);
    const room = { instrument: headroom("SO2", "ezhou", year), from: "issue:0", to: capAccount("ezhou"), quantity: decimal("1200") };
    await commit(house.engine.dynamo, entry.transfer(room).writes());
    const members = memberReader(house.engine.dynamo, house.engine.tables.Parties);
    const site = required(await members.site(bidder.partyId, bidder.siteId), "site of the bidder");
    const { creditCode } = required(await members.party(bidder.partyId), "party of the bidder");
    await givenLicenceClaim(house.engine, site);
    const unit = { creditCode, licenceNumber: site.licenceNumber };
    const rates = { title: "T", documentNumber: "X-1", validFrom: "2020-01-01", rates: [{ pollutant: "SO2", cnyPerTonneYear: "200" }] };
    await house.call({ as: house.regulator, method: "PUT", path: `/allocations/rates/${rateTableId}`, body: rates });
    // An amount is allocated once: the other plan is of the year after.
    const [planId, published] = [await draftFor(house, unit, String(Number(year) + 1)), await draftFor(house, unit, year)];
    await house.call({ as: house.regulator, method: "POST", path: `/allocations/plans/${published}/publication`, body: {} });
    await doPagesOf(house.granted, published, "publish");
    return { planId, allocationId: `${published}.${bidder.siteId}` };
  },
};

/** A draft with a line for a unit. */
async function draftFor(house: AuctionHouse, unit: Pick<Site, "licenceNumber"> & Pick<Party, "creditCode">, from: string): Promise<string> {
  const terms = { kind: "initial", title: "T", documentNumber: "X-1", determinedOn: "2026-01-01", firstMonth: `${from}-01`, years: 1 };
  const body = { ...terms, rateTableId, instalments: 1, paymentMode: "exchange-account" };
  const drafted = await house.call({ as: house.regulator, method: "POST", path: "/allocations/plans", body });
  const planId = String(required(drafted.body.planId, JSON.stringify(drafted.body)));
  const lines = [{ ...unit, amounts: [{ pollutant: "SO2", tonnes: "1" }], basis }];
  const put = await house.call({ as: house.regulator, method: "PUT", path: `/allocations/plans/${planId}/lines`, body: { lines } });
  required(put.status === 200 ? put : undefined, JSON.stringify(put.body));
  return planId;
}
