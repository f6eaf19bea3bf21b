import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../functions/documentation/registry.ts";
import { checkDigit, organisationCheckDigit } from "../../functions/parties/credit-code.ts";
import { startGateway } from "../../infra/local-cloud/gateway/gateway.ts";
import type { Gateway } from "../../infra/local-cloud/gateway/types.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { isWrite } from "../../shared/kernel/endpoint.ts";
import { type AuctionHouse, type Bidder, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import type { Request } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

/** What one command used. */
interface Cost {
  /** Items in its transaction. */
  readonly items: number;
  /** Write units of the tables, without their indexes. */
  readonly writes: number;
  /** Read units; the caller is known, as it is for ten seconds after a first call. */
  readonly reads: number;
}

/** Two write units for each item of a transaction up to a kilobyte: nothing a command must write can cost less. */
const leastPerItem = 2;

/** Why a command writes more than two units an item; units above are allowed only here, and counted. */
const reasons: Readonly<Record<string, { readonly above: number; readonly because: string }>> = {
  announceAuction: { above: 2, because: "an auction with its terms passes a kilobyte" },
  postponeAuction: { above: 4, because: "so does the stored response, once it says why and when" },
  payAward: { above: 2, because: "the ledger's fact names all its legs and passes a kilobyte" },
  cancelAuction: { above: 4, because: "as with postponing" },
};
const document = new URL("../../docs/capacity.md", import.meta.url);

describe("capacity units", () => {
  let house: AuctionHouse;
  let gateway: Gateway;
  let api: WholeApi;
  const costs = new Map<string, Cost>();
  const firstOperator = `person-${randomUUID()}`;

  beforeAll(async () => {
    house = await openAuctionHouse();
    const { endpoint } = house.engine;
    gateway = await startGateway({
      endpoints: { dynamodb: endpoint, sqs: endpoint, s3: endpoint },
      ...{ region: "cn-north-1", accountId: "000000000000", partition: "aws-cn" },
      callers: [{ accessKeyId: "test", secretAccessKey: "test", functionName: "api", policies: "administrator" }],
    });
    api = await openWholeApi(house.engine, house.clock, firstOperator, gateway.url);
  });
  afterAll(() => gateway.stop());

  /** Sends a command and notes what it used; it has to be accepted, and its member known, so that only the command is counted. */
  async function measure(operationId: string, request: Request): Promise<Record<string, unknown>> {
    if (request.as) await api.call({ as: request.as, method: "GET", path: "/parties/own" });
    await gateway.readCapacity({ reset: true });
    api.items();
    const answer = await api.call(request);
    expect(answer.status, `${operationId}: ${JSON.stringify(answer.body)}`).toBe(200);
    const rows = await gateway.readCapacity({ reset: true });
    const units = (fits: (row: (typeof rows)[number]) => boolean): number => rows.filter(fits).reduce((sum, row) => sum + row.units, 0);
    const writing = ({ operation }: (typeof rows)[number]): boolean => /Write|Put|Update|Delete/.test(operation);
    costs.set(operationId, {
      items: api.items(),
      writes: units((row) => writing(row) && !row.index),
      reads: units((row) => !writing(row)),
    });
    return answer.body as Record<string, unknown>;
  }

  it("every command is measured", async () => {
    const { operator, regulator, clock } = house;
    const code = (body: string): string => `${body}${organisationCheckDigit(body.slice(8))}`;
    const fresh = (): string => {
      const body = code(
        `91420700${randomUUID()
          .replace(/[^0-9]/g, "")
          .padEnd(8, "0")
          .slice(0, 8)}`,
      );
      return `${body}${checkDigit(body)}`;
    };
    const person = `person-${randomUUID()}`;
    const registration = { name: "Somebody", creditCode: fresh(), type: "enterprise", area: "420700", representative: "Li" };
    const { partyId } = await measure("registerParty", { as: person, method: "POST", path: "/parties", body: registration });
    const party = `/parties/${String(partyId)}`;
    await measure("decideAdmission", {
      as: operator,
      method: "POST",
      path: `${party}/admission`,
      body: { admitted: true, reason: "in order" },
    });
    await measure("suspendParty", { as: operator, method: "POST", path: `${party}/suspension`, body: { reason: "unpaid" } });
    await measure("reinstateParty", { as: operator, method: "POST", path: `${party}/reinstatement`, body: { reason: "paid" } });
    const exclusion = { list: "dishonest-debtor", documentNumber: "X-1" };
    await measure("recordExclusion", { as: operator, method: "POST", path: `${party}/exclusions`, body: exclusion });
    await measure("liftExclusion", {
      as: operator,
      method: "POST",
      path: `${party}/exclusions/dishonest-debtor/lifting`,
      body: { documentNumber: "X-2" },
    });
    const other = await givenMember(house.engine, { role: "enterprise" });
    const associates = { partyIds: [partyId, other.partyId], documentNumber: "X-3" };
    await measure("declareAssociates", { as: operator, method: "POST", path: "/parties/associates", body: associates });
    await measure("addPerson", { as: person, method: "POST", path: "/parties/own/persons", body: { subject: `person-${randomUUID()}` } });
    const site = { name: "Works", licenceNumber: randomUUID(), area: "420700", basin: "liangzi-lake", sourceClass: "industrial" };
    const { siteId } = await measure("registerSite", { as: person, method: "POST", path: "/sites", body: site });

    const line = { partyId, bankReference: randomUUID() };
    await measure("bookReceipt", { as: operator, method: "POST", path: "/cash/receipts", body: { ...line, amount: "100000.00" } });
    await measure("bookPayOut", {
      as: operator,
      method: "POST",
      path: "/cash/pay-outs",
      body: { ...line, bankReference: randomUUID(), amount: "1.00" },
    });

    const named = { documentNumber: "EZ-1" };
    await measure("setCap", { as: regulator, method: "PUT", path: "/permits/caps/ezhou/SO2/2051", body: { tonnes: "900", ...named } });
    const reserve = { tonnes: "10", source: "initial-reserve", ...named };
    await measure("addToReserve", { as: regulator, method: "POST", path: "/permits/reserves/ezhou/SO2", body: reserve });
    const need = {
      partyId,
      siteId,
      projectName: "Line",
      kind: "new-project",
      pollutant: "SO2",
      tonnes: "5",
      offsetRatio: "1",
      letterNumber: "L",
      letterDate: "2026-01-05",
    };
    const [used, unused] = [randomUUID(), randomUUID()];
    await measure("certifyNeed", { as: regulator, method: "POST", path: "/permits/needs", body: { ...need, project: used } });
    await api.call({ as: regulator, method: "POST", path: "/permits/needs", body: { ...need, project: unused } });
    await measure("withdrawNeed", {
      as: regulator,
      method: "POST",
      path: `/permits/needs/SO2/${unused}/withdrawal`,
      body: { reason: "mistake" },
    });

    const at = (seconds: number): string => plusSeconds(clock.now(), seconds);
    const schedule = { opensAt: at(60), enrolsUntil: at(3_600), closesAt: at(7_200) };
    const terms = { ...usualTerms, lot: { ...usualTerms.lot, firstMonth: "2051-01", lastMonth: "2051-12", quantity: "5" } };
    const announcement = { as: operator, method: "POST", path: "/auctions", body: { terms, schedule } } as const;
    const { auctionId } = await measure("announceAuction", announcement);
    const auction = `/auctions/${String(auctionId)}`;
    const enrolment = { siteId, project: used, tonnes: "5" };
    await measure("enrol", { as: person, method: "POST", path: `${auction}/enrolment`, body: enrolment });
    const later = { opensAt: schedule.opensAt, enrolsUntil: at(3_700), closesAt: at(7_300) };
    await measure("postponeAuction", {
      as: operator,
      method: "PUT",
      path: `${auction}/schedule`,
      body: { schedule: later, reason: "holiday" },
    });
    clock.moveTo(at(120));
    const bid = { steps: [{ price: "4000", quantity: "5" }] };
    await measure("first submitBid", { as: person, method: "PUT", path: `${auction}/bid`, body: bid });
    await measure("submitBid", { as: person, method: "PUT", path: `${auction}/bid`, body: bid });
    await house.close(String(auctionId));
    await measure("payAward", { as: person, method: "POST", path: `${auction}/payment`, body: {} });

    const { auctionId: second } = (
      await api.call({
        ...announcement,
        body: {
          terms: { ...terms, lot: { ...terms.lot, quantity: "1" } },
          schedule: { opensAt: at(60), enrolsUntil: at(3_600), closesAt: at(7_200) },
        },
      })
    ).body as { auctionId: string };
    await measure("cancelAuction", {
      as: operator,
      method: "POST",
      path: `/auctions/${second}/cancellation`,
      body: { reason: "wrong lot" },
    });
    await house.call({
      as: operator,
      method: "POST",
      path: "/cash/receipts",
      body: { partyId, bankReference: randomUUID(), amount: "1.00" },
    });
  });

  it("no command writes more than the least that its items cost, without a stated reason", () => {
    const above = [...costs]
      .map(([name, { items, writes }]) => [name, writes - leastPerItem * items] as const)
      .filter(([, units]) => units !== 0);
    expect(Object.fromEntries(above)).toEqual(Object.fromEntries(Object.entries(reasons).map(([name, { above: units }]) => [name, units])));
  });

  it("the table in the documents says what was measured", () => {
    const rows = [...costs].map(([name, { items, writes, reads }]) => {
      const why = reasons[name]?.because ?? "";
      return `| ${name} | ${items} | ${leastPerItem * items} | ${writes} | ${reads} | ${why} |`;
    });
    const table = [
      "| command | items | least write units | write units | read units | why more |",
      "|---|---|---|---|---|---|",
      ...rows,
    ].join("\n");
    expect(readFileSync(document, "utf8")).toContain(table);
  });

  it("the table leaves out only what is said here", () => {
    const commands = registry.flatMap(({ endpoints }) => Object.values(endpoints)).filter(isWrite);
    // Paid out of a house's main account, which the sweep fills; and a notice has to be there to be read.
    const elsewhere = ["bookHousePayOut", "markNoticeRead"];
    expect(
      commands
        .map(({ operationId }) => operationId)
        .filter((name) => !costs.has(name))
        .sort(),
    ).toEqual(elsewhere);
  });

  it("enrolling and bidding cost the same with forty other bidders as with none", async () => {
    const auctionId = await house.announce({ lot: { ...usualTerms.lot, quantity: "50" } });
    const before = await costsOf(auctionId, await house.bidder());
    for (const other of await Promise.all(Array.from({ length: 40 }, () => house.bidder({ cash: "10000" })))) {
      await house.enrol(auctionId, other, "1");
    }
    expect(await costsOf(auctionId, await house.bidder())).toEqual(before);
  });

  async function costsOf(auctionId: string, bidder: Bidder): Promise<readonly (Cost | undefined)[]> {
    const { subject, siteId, project } = bidder;
    const own = `/auctions/${auctionId}`;
    await measure("enrol", { as: subject, method: "POST", path: `${own}/enrolment`, body: { siteId, project, tonnes: "1" } });
    const enrolled = costs.get("enrol");
    const open = (await house.ports.auctions.auction(auctionId))?.schedule.opensAt ?? "";
    const { clock } = house;
    if (clock.now() < open) clock.moveTo(open);
    await measure("submitBid", { as: subject, method: "PUT", path: `${own}/bid`, body: { steps: [{ price: "4000", quantity: "1" }] } });
    return [enrolled, costs.get("submitBid")];
  }
});
