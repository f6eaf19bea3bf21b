import { beforeAll, describe, expect, it } from "vitest";
import { expirePermits } from "../../functions/permits/expire-permits.ts";
import { expiryPorts } from "../../functions/permits/ports.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal, plain, sum } from "../../shared/kernel/decimal.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { readingLog } from "../../shared/members/readings.ts";
import type { Bidder, Reply } from "../support/auction-house.ts";
import { givenMember } from "../support/members.ts";
import { openRecordedHouse, type RecordedHouse } from "../support/recorded-house.ts";

const permit = "permit/SO2/ezhou/2026-06/2031-05";
const purpose = "purpose=Inspection%20of%202026";

interface Place {
  readonly kind: string;
  readonly account?: string;
  readonly partyId?: string;
  readonly partyName?: string;
  readonly siteId?: string;
  readonly quantity: string;
  readonly instrument: string;
}
interface Step {
  readonly depth: number;
  readonly step: string;
  readonly place?: Place;
  readonly from?: Place;
  readonly to?: Place;
  readonly factId?: string;
  readonly cause?: { readonly kind: string; readonly reference: string };
  readonly decision?: Readonly<Record<string, string>>;
  readonly end?: string;
  readonly obligations?: readonly string[];
}
interface Page {
  readonly items: readonly Step[];
  readonly nextCursor?: string;
  readonly at: string;
  readonly final: boolean;
  readonly rule: { readonly zh: string; readonly en: string };
}

/** Depth, step, quantity and end of steps about units: not of the room under caps. */
function told(steps: readonly Step[]): string[] {
  return steps
    .filter(({ from, place }) => !(from ?? place)?.instrument.startsWith("headroom/"))
    .map(({ depth, step, to, from, place, end }) => [depth, step, (to ?? from ?? place)?.quantity, ...(end ? [end] : [])].join(" "));
}

describe("the pedigree of tonnes", () => {
  let house: RecordedHouse;
  let reducer: Bidder;
  let winner: Bidder;
  let certificateId: string;
  let firstSale: string;
  let secondSale: string;

  function read(as: string, path: string): Promise<Reply> {
    return house.call({ as, method: "GET", path: `/records/pedigree${path}` });
  }
  async function pageOf(as: string, path: string): Promise<Page> {
    const answer = await read(as, path);
    expect(answer.status, answer.text).toBe(200);
    return answer.body as unknown as Page;
  }
  async function all(as: string, path: string, limit = 100): Promise<Step[]> {
    const steps: Step[] = [];
    let cursor = "";
    do {
      const page = await pageOf(as, `${path}${path.includes("?") ? "&" : "?"}limit=${limit}${cursor && `&cursor=${cursor}`}`);
      expect(page.items.length).toBeGreaterThan(0);
      steps.push(...page.items);
      cursor = page.nextCursor ?? "";
    } while (cursor !== "");
    return steps;
  }
  async function sold(bidder: Bidder, tonnes: string): Promise<string> {
    const auctionId = await house.announce({
      lot: { pollutant: "SO2", pool: "ezhou", firstMonth: "2026-06", lastMonth: "2031-05", quantity: tonnes },
    });
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    expect((await house.enrol(auctionId, bidder, tonnes)).status).toBeLessThan(202);
    await house.bid(auctionId, bidder, [["4000", tonnes]]);
    await house.close(auctionId);
    await house.settle(auctionId);
    return auctionId;
  }
  const siteOf = ({ partyId, siteId }: Bidder): string => `?partyId=${partyId}&siteId=${siteId}&instrument=${permit}`;

  beforeAll(async () => {
    house = await openRecordedHouse();
    [reducer, winner] = [await house.bidder(), await house.bidder()];
    firstSale = await sold(reducer, "10");
    house.clock.moveTo(plusSeconds(house.clock.now(), 60));
    const certified = await house.call({
      ...{ as: house.regulator, method: "POST", path: "/surplus/certificates" },
      body: {
        ...{ partyId: reducer.partyId, siteId: reducer.siteId, instrument: permit, tonnes: "3", kind: "treatment", measure: "scrubber" },
        ...{ startMonth: "2026-03", paidBy: "government", documentNumber: "EZ-2026-9" },
      },
    });
    expect(certified.status, certified.text).toBeLessThan(202);
    certificateId = String(certified.body.certificateId);
    house.clock.moveTo(plusSeconds(house.clock.now(), 60));
    // The reserve gets four more tonnes, after the three that the reduction left there.
    secondSale = await sold(winner, "4");
    await house.record();
  });

  it("leads from a site through sale, award, auction and reserve to the reduction, and from there to its own sale, to the kilogram", async () => {
    const steps = await all(house.regulator, `${siteOf(winner)}&${purpose}`);
    expect(told(steps)).toEqual([
      "0 asked 4",
      "1 sale 4",
      "2 award 4",
      "3 auction 4",
      "4 reduction 3",
      "5 sale 3",
      "6 award 3",
      "7 auction 3",
      "8 reserve-addition 3 began",
      "4 reserve-addition 1 began",
    ]);
    const [, sale, , auction, reduction] = steps.filter(({ from, place }) => !(from ?? place)?.instrument.startsWith("headroom/"));
    expect(sale).toMatchObject({ to: { siteId: winner.siteId, partyId: winner.partyId }, decision: { auctionId: secondSale } });
    expect(sale?.obligations).toEqual(["2026", "2027", "2028", "2029", "2030", "2031"].map((year) => `${winner.siteId}.${year}.SO2`));
    expect(auction).toMatchObject({ cause: { reference: secondSale }, from: { kind: "reserve", instrument: "quota/SO2/ezhou" } });
    expect(reduction).toMatchObject({ factId: certificateId, from: { siteId: reducer.siteId, account: siteAccount(reducer.siteId) } });
    expect(reduction?.decision).toMatchObject({ certificateId, documentNumber: "EZ-2026-9" });
    // Four tonnes take room of the seven months from June in 2026, which came from a cap.
    const room = steps.find(({ depth, from }) => depth === 3 && from?.instrument === "headroom/SO2/ezhou/2026");
    expect(room).toMatchObject({ from: { kind: "cap", quantity: "28", unit: "t/a-month" }, to: { quantity: "4" } });
    const caps = steps.filter(({ step, end }) => step === "cap" && end === "began");
    expect(caps.map(({ decision }) => decision?.documentNumber)).toContain("EZ-CAP");
  });

  it("tells every member whose tonnes it shows that they were read, once a query, and nothing of whom else it was about", async () => {
    const log = readingLog(house.engine.dynamo, house.engine.tables.Readings);
    const of = async ({ partyId }: Pick<Bidder, "partyId">) =>
      (await log.readingsOf(partyId, { limit: 100 })).items.filter(
        ({ operation, purpose: why }) => operation === "readPositionPedigree" && why === "Who had it",
      );
    const steps = await all(house.regulator, `${siteOf(winner)}&purpose=Who%20had%20it`, 3);
    expect(steps.some(({ from }) => from?.partyId === reducer.partyId)).toBe(true);
    expect(await of(winner)).toHaveLength(1);
    const ofReducer = await of(reducer);
    expect(ofReducer).toMatchObject([{ subject: house.regulator, kinds: ["pedigree"], asked: { instrument: permit } }]);
    expect(JSON.stringify(ofReducer)).not.toContain(winner.siteId);
    expect(JSON.stringify(ofReducer)).not.toContain(winner.partyId);
  });

  it("takes the oldest tonnes of a range first, and refuses a range that is not held", async () => {
    const oldest = await all(house.regulator, `${siteOf(winner)}&fromTonne=2.5&toTonne=3.25&${purpose}`);
    expect(told(oldest).filter((line) => /reduction|reserve-addition/.test(line))).toEqual([
      "4 reduction 0.5",
      "8 reserve-addition 0.5 began",
      "4 reserve-addition 0.25 began",
    ]);
    for (const [from, to] of [
      ["3", "3"],
      ["0", "4.001"],
      ["9", "10"],
    ])
      expect(await read(house.regulator, `${siteOf(winner)}&fromTonne=${from}&toTonne=${to}&${purpose}`)).toMatchObject({
        status: 422,
        body: { type: "/problems/tonnes-not-held", total: "4" },
      });
  });

  it("leads from the reduction to its user, and from an addition or a cap to all of theirs", async () => {
    const steps = await all(house.regulator, `/entries/${certificateId}?direction=forwards&${purpose}`);
    expect(told(steps)).toEqual(["0 asked 3", "1 auction 3", "2 award 3", "3 sale 3", "4 held 3 held"]);
    expect(steps.at(-1)).toMatchObject({ place: { siteId: winner.siteId, quantity: "3" } });
    const addition = (await all(house.regulator, `${siteOf(reducer)}&${purpose}`)).find(({ step }) => step === "reserve-addition");
    const users = await all(house.regulator, `/entries/${addition?.factId}?direction=forwards&${purpose}`);
    expect(users.filter(({ step }) => step === "held").map(({ place }) => [place?.siteId, place?.quantity])).toEqual(
      expect.arrayContaining([
        [reducer.siteId, "7"],
        [winner.siteId, "3"],
      ]),
    );
    const cap = (await all(house.regulator, `${siteOf(winner)}&${purpose}`)).find(({ step }) => step === "cap");
    const ofCap = await all(house.regulator, `/entries/${cap?.factId}?direction=forwards&${purpose}`);
    expect(new Set(ofCap.filter(({ step }) => step === "auction").map(({ cause }) => cause?.reference))).toContain(firstSale);
  });

  it("finds a delivered block by its reference, both ways", async () => {
    const sale = (await all(house.regulator, `${siteOf(winner)}&${purpose}`)).find(({ step }) => step === "sale");
    const block = sale?.decision?.blockReference;
    expect(block).toContain(secondSale);
    const back = await all(house.regulator, `/blocks/${block}?${purpose}`);
    expect(told(back).slice(0, 3)).toEqual(["0 asked 4", "1 sale 4", "2 award 4"]);
    const onward = await all(house.regulator, `/blocks/${block}?direction=forwards&${purpose}`);
    expect(told(onward)).toEqual(["0 asked 4", "1 held 4 held"]);
    expect(await read(house.regulator, `/blocks/SO2.ezhou.none?${purpose}`)).toMatchObject({ status: 404 });
  });

  it("is the same page by page as at once, as of one instant, and states its rule each time", async () => {
    const whole = await all(house.regulator, `${siteOf(winner)}&${purpose}`);
    for (const limit of [1, 3, 7]) expect(await all(house.regulator, `${siteOf(winner)}&${purpose}`, limit)).toEqual(whole);
    const page = await pageOf(house.regulator, `${siteOf(winner)}&${purpose}&limit=2`);
    expect(page).toMatchObject({
      at: house.clock.now(),
      final: false,
      rule: { zh: expect.stringContaining("先进先出"), en: expect.stringContaining("First in, first out") },
    });
    const settled = plusSeconds(house.clock.now(), -600);
    expect(await pageOf(house.regulator, `${siteOf(winner)}&${purpose}&at=${settled}`)).toMatchObject({
      at: settled,
      final: true,
      items: [],
    });
  });

  it("is refused without a purpose, for an instant to come, for what is unknown and for what has no units", async () => {
    expect(await read(house.regulator, siteOf(winner))).toMatchObject({ status: 422, body: { type: "/problems/purpose-missing" } });
    const later = plusSeconds(house.clock.now(), 1);
    expect(await read(house.regulator, `${siteOf(winner)}&${purpose}&at=${later}`)).toMatchObject({
      body: { type: "/problems/instant-to-come" },
    });
    const never = siteOf(winner).replace("2031-05", "2032-05");
    expect(await read(house.regulator, `${never}&${purpose}`)).toMatchObject({ body: { type: "/problems/instrument-unknown" } });
    expect(await read(house.regulator, `?partyId=${winner.partyId}&instrument=CNY&${purpose}`)).toMatchObject({
      body: { type: "/problems/pedigree-not-kept" },
    });
    expect(await read(house.regulator, `/entries/no-such-fact?${purpose}`)).toMatchObject({ status: 404 });
  });

  it("shows members their own tonnes, without whoever had them before; their cursors lead nowhere else", async () => {
    const steps = await all(winner.subject, siteOf(winner));
    const units = steps.filter(({ from, place }) => !(from ?? place)?.instrument.startsWith("headroom/"));
    expect(told(units)).toEqual([
      ...["0 asked 4", "1 sale 4", "2 award 4", "3 auction 4"],
      ...["4 reduction 3 hidden", "4 reserve-addition 1 began"],
    ]);
    expect(JSON.stringify(steps)).not.toMatch(new RegExp([reducer.partyId, reducer.siteId, certificateId].join("|")));
    expect(await read(winner.subject, siteOf(reducer))).toMatchObject({ status: 404 });
    for (const fact of [certificateId, `award-page.${firstSale}.0`])
      expect(await read(winner.subject, `/entries/${fact}?direction=forwards`)).toMatchObject({ status: 404 });
    const page = await pageOf(winner.subject, `${siteOf(winner)}&limit=2`);
    const stolen = await read(reducer.subject, `${siteOf(reducer)}&limit=2&cursor=${page.nextCursor}`);
    expect(stolen).toMatchObject({ status: 422, body: { errors: [{ pointer: "/query/cursor" }] } });
    const parts = JSON.parse(Buffer.from(String(page.nextCursor), "base64url").toString()) as string[];
    for (const path of ["0/0,0/0,0/0,0/0,0/0,0/0,0/0", "7/0", "0/9,99999/3,-5/0"]) {
      const forged = Buffer.from(JSON.stringify([...parts.slice(0, 3), `${page.at}|${path}`])).toString("base64url");
      const answer = await read(winner.subject, `${siteOf(winner)}&limit=100&cursor=${forged}`);
      expect(answer.status).toBe(200);
      for (const step of (answer.body as unknown as Page).items) expect(steps).toContainEqual(step);
    }
    for (const inner of ["x", `${page.at}|x`, `9999-01-01T00:00:00.000Z|0/0`, `${page.at}|0/0|0/0`]) {
      const forged = Buffer.from(JSON.stringify([...parts.slice(0, 3), inner])).toString("base64url");
      expect(await read(winner.subject, `${siteOf(winner)}&cursor=${forged}`)).toMatchObject({ status: 422 });
    }
  });

  it("shows an authority the sites of its area, and hides those of others on the way", async () => {
    const far = (await givenMember(house.engine, { role: "district", area: "420702" })).subject;
    expect(await read(far, `${siteOf(winner)}&${purpose}`)).toMatchObject({ status: 404 });
    expect(await read(far, `/entries/${certificateId}?direction=forwards&${purpose}`)).toMatchObject({ status: 404 });
  });

  it("is refused while the records lag behind the ledger", async () => {
    const third = await house.bidder();
    const auctionId = await sold(third, "1");
    expect(await read(house.regulator, `/entries/award-page.${auctionId}.0?direction=forwards&${purpose}`)).toMatchObject({
      status: 503,
      body: { type: "/problems/records-behind" },
    });
    await house.record();
    expect(told(await all(house.regulator, `/entries/award-page.${auctionId}.0?direction=forwards&${purpose}`))).toEqual([
      ...["0 asked 1", "1 sale 1", "2 held 1 held"],
    ]);
  });

  it("ends with the expiry of the permits, and leads back from there to the digit, over years of month ends", async () => {
    house.clock.moveTo("2031-06-01T00:00:00.000Z");
    await expirePermits(expiryPorts(house.granted));
    await house.record();
    const steps = await all(house.regulator, `/entries/${certificateId}?direction=forwards&${purpose}`);
    expect(told(steps)).toEqual(["0 asked 3", "1 auction 3", "2 award 3", "3 sale 3", "4 expiry 3 ended"]);
    const expiry = steps.at(-1);
    expect(expiry).toMatchObject({ from: { siteId: winner.siteId }, to: { kind: "retired" } });
    const back = await all(house.regulator, `/entries/${expiry?.factId}?${purpose}`);
    expect(told(back).slice(0, 5)).toEqual(["0 asked 4", "1 sale 4", "2 award 4", "3 auction 4", "4 reduction 3"]);
    const origins = back.filter(({ end, to }) => end === "began" && !to?.instrument.startsWith("headroom/"));
    expect(plain(sum(origins.map(({ to }) => decimal(to?.quantity ?? "0"))))).toBe("4");
  });
});
