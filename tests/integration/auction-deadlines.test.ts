import { describe, expect, it } from "vitest";
import { auctionsFacts } from "../../functions/auctions/contract.ts";
import { moveDeadline } from "../../functions/auctions/deadlines/move-deadline.ts";
import { sendOpenAwards } from "../../functions/auctions/deadlines/send-open-awards.ts";
import { defaultAwards } from "../../functions/auctions/settlement/default-awards.ts";
import { settleEnrolment } from "../../functions/auctions/settlement/settle-enrolment.ts";
import { endOfMonth, plusDays } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { decodeFact, factKey } from "../../shared/store/fact-store.ts";
import { openTable } from "../../shared/store/table.ts";
import { openQueue } from "../../shared/streams/queues.ts";
import { type AuctionHouse, type Bidder, enrolmentOf, givenUnpaidAward, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import { conservationFaults } from "../support/conservation.ts";
import { startEngine } from "../support/engine.ts";
import { plainNotice } from "../support/notices-of-years.ts";
import { freshQueue } from "../support/queues.ts";

/** The year that has no notice when the award is made. */
const year = 2064;

interface Turn {
  readonly house: AuctionHouse;
  readonly winner: Bidder;
  readonly reference: { readonly auctionId: string; readonly enrolmentId: string };
  /** Publishes the notice of the year with further days off; corrects the version given. */
  publish(more: readonly string[], corrects?: number): Promise<void>;
  payBy(): Promise<string>;
  state(): Promise<string | undefined>;
}

/**
 * An unpaid award of an auction that closed on the last day of a year, payable within two working days. Calendars and bank
 * days are shared by all tests of an engine, so each has one of its own.
 */
async function atTheTurnOfTheYear(): Promise<Turn> {
  const house = await openAuctionHouse(`${year - 1}-12-31T01:00:00.000Z`, await startEngine());
  const terms = { ...lotFrom(year), paymentWorkingDays: 2 };
  const winner = await house.bidder({ cash: "12000", site: { licenceValidUntil: `${year + 5}-12-31` } });
  const reference = enrolmentOf(await givenUnpaidAward(house, winner, terms), winner);
  return {
    ...{ house, winner, reference },
    async publish(more, corrects) {
      const correction = corrects === undefined ? {} : { correction: { version: corrects, reason: "corrected" } };
      const body = { ...plainNotice(year, more), ...correction };
      const answer = await house.call({ as: house.operator, method: "PUT", path: `/calendars/${year}`, body });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    },
    payBy: async () => required(await house.ports.own.award(reference), "award").payBy,
    state: async () => (await house.ports.own.award(reference))?.state,
  };
}

function lotFrom(year: number) {
  return { lot: { ...usualTerms.lot, firstMonth: `${year}-01`, lastMonth: `${year + 1}-12` } };
}

/** Weekdays from the first working day of a year on. */
function weekdays(year: number, count: number): string[] {
  const days: string[] = [];
  for (let day = `${year}-01-02`; days.length < count; day = plusDays(day, 1)) {
    if (![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) days.push(day);
  }
  return days;
}

/** The end of a day in Shanghai. */
function endOf(day: string | undefined): string {
  return `${day}T16:00:00.000Z`;
}

async function movesOf({ house, reference }: Turn, version: number) {
  const fact = await openTable(house.engine.dynamo, house.engine.tables.Auctions).read(
    factKey(`award-deadline-moved.${reference.enrolmentId}.${version}`),
    decodeFact,
  );
  return fact && { ...fact, data: auctionsFacts.awardDeadlineMoved.data.parse(fact.data) };
}

describe("calendars are data", () => {
  it("two working days after 2026-12-30 are not New Year's Day, and Spring Festival is no working day", async () => {
    const house = await openAuctionHouse("2026-12-30T01:00:00.000Z", await startEngine());
    const deadlinesAfter = async (closesAt: string, paymentWorkingDays: number) => {
      const schedule = { opensAt: plusSeconds(closesAt, -7_200), enrolsUntil: plusSeconds(closesAt, -3_600), closesAt };
      const auctionId = await house.announce({ ...lotFrom(2027), paymentWorkingDays }, { schedule });
      return (await house.call({ method: "GET", path: `/auctions/${auctionId}` })).body.provisionalDeadlines;
    };
    expect(await deadlinesAfter("2026-12-30T10:00:00.000Z", 2)).toEqual([
      { deadline: "payment", at: endOf("2027-01-04"), years: [2026, 2027] },
    ]);
    // 5 to 8 February is Spring Festival.
    expect(await deadlinesAfter("2027-02-04T10:00:00.000Z", 1)).toEqual([{ deadline: "payment", at: endOf("2027-02-09"), years: [2027] }]);
  });

  it("announcing and reading say which deadlines rest on a provisional calendar, until the notice is published", async () => {
    const turn = await atTheTurnOfTheYear();
    const { house } = turn;
    const [, second] = weekdays(year, 2);
    const auctionId = turn.reference.auctionId;
    const read = async () => (await house.call({ method: "GET", path: `/auctions/${auctionId}` })).body.provisionalDeadlines;
    const listed = async () =>
      ((await house.call({ method: "GET", path: "/auctions?limit=100" })).body.items as { auctionId: string }[]).find(
        (each) => each.auctionId === auctionId,
      );
    const expected = [{ deadline: "payment", at: await turn.payBy(), years: expect.arrayContaining([year]) }];
    expect([await read(), (await listed()) as object]).toEqual([expected, expect.objectContaining({ provisionalDeadlines: expected })]);
    await turn.publish([String(second)]);
    const [left] = (await read()) as { years: number[] }[];
    expect(left?.years ?? []).not.toContain(year);
  });

  it("publishing a notice moves an open deadline later and tells its winner once, however often and in whatever order it is heard of", async () => {
    const turn = await atTheTurnOfTheYear();
    const { house, reference, winner } = turn;
    const before = await turn.payBy();
    const days = weekdays(year, 6);
    await turn.publish(days.slice(0, 3));
    await turn.publish(days.slice(0, 4), 1);
    for (const _ of [1, 2, 3]) await moveDeadline(house.ports, reference);
    const after = await turn.payBy();
    expect(after > before).toBe(true);
    expect(await movesOf(turn, 2)).toMatchObject({
      parties: [winner.partyId],
      data: { payBy: after, previousPayBy: before, calendars: expect.arrayContaining([{ year, version: 2 }]) },
    });
    expect(await movesOf(turn, 3)).toBeUndefined();
    const { body } = await house.call({ as: winner.subject, method: "GET", path: "/auctions/own/dues" });
    expect(body.items).toMatchObject([{ payBy: after }]);
  });

  it("a deadline never moves earlier, not even when a correction takes a day off back", async () => {
    const turn = await atTheTurnOfTheYear();
    await turn.publish(weekdays(year, 3));
    await moveDeadline(turn.house.ports, turn.reference);
    const moved = await turn.payBy();
    await turn.publish([], 1);
    await moveDeadline(turn.house.ports, turn.reference);
    expect(await turn.payBy()).toBe(moved);
  });

  it("an award whose deadline should have moved is not defaulted, whether or not anybody has heard of the notice", async () => {
    const turn = await atTheTurnOfTheYear();
    const { house } = turn;
    const before = await turn.payBy();
    await turn.publish(weekdays(year, 4));
    house.clock.moveTo(before);
    // The default job is faster than the consumer of the notice.
    await house.closeDay();
    await defaultAwards(house.ports);
    expect(await turn.state()).toBe("due");
    const after = await turn.payBy();
    expect(after > before).toBe(true);
    expect(await movesOf(turn, 2)).toMatchObject({ data: { payBy: after } });
    house.clock.moveTo(plusSeconds(after, -1));
    await defaultAwards(house.ports);
    expect(await turn.state()).toBe("due");
    house.clock.moveTo(after);
    await house.closeDay();
    await defaultAwards(house.ports);
    expect(await turn.state()).toBe("defaulted");
  });

  it("a winner may pay until the moved deadline, even before the move is written", async () => {
    const turn = await atTheTurnOfTheYear();
    const { house, winner, reference } = turn;
    const before = await turn.payBy();
    const pay = {
      as: winner.subject,
      method: "POST",
      path: `/auctions/${reference.auctionId}/enrolments/${reference.enrolmentId}/payment`,
    } as const;
    house.clock.moveTo(before);
    expect(await house.receive(winner, "30000")).toMatchObject({ status: 200 });
    expect(await house.call(pay)).toMatchObject({ status: 409, body: { type: "/problems/payment-overdue" } });
    await turn.publish(weekdays(year, 3));
    expect(await house.call(pay)).toMatchObject({ status: 200, body: { state: "settled" } });
  });

  it("money that came too late for the old deadline is in time for the moved one, though it was booked before the move", async () => {
    const turn = await atTheTurnOfTheYear();
    const { house, winner, reference } = turn;
    house.clock.moveTo(await turn.payBy());
    await house.receive(winner, "30000");
    await turn.publish(weekdays(year, 3));
    await moveDeadline(house.ports, reference);
    house.clock.moveTo(await turn.payBy());
    await house.closeDay();
    await defaultAwards(house.ports);
    expect(await turn.state()).toBe("settled");
  });

  it("such money counts even when the move is written after the moved deadline has passed", async () => {
    const turn = await atTheTurnOfTheYear();
    const { house, winner } = turn;
    house.clock.moveTo(await turn.payBy());
    await house.receive(winner, "30000");
    const days = weekdays(year, 3);
    await turn.publish(days);
    house.clock.moveTo(endOf(plusDays(String(days[2]), 14)));
    await house.closeDay();
    await defaultAwards(house.ports);
    expect(await turn.state()).toBe("settled");
  });

  it("money that came too late for the moved deadline as well never pays, however late the move is written", async () => {
    const turn = await atTheTurnOfTheYear();
    const { house, winner, reference } = turn;
    const days = weekdays(year, 4);
    await turn.publish(days.slice(0, 1));
    await moveDeadline(house.ports, reference);
    await turn.publish(days.slice(0, 2), 1);
    // Booked days later, before anybody has heard of the second notice.
    house.clock.moveTo(endOf(plusDays(String(days[3]), 7)));
    await house.receive(winner, "30000");
    await house.closeDay();
    await defaultAwards(house.ports);
    expect(await turn.state()).toBe("defaulted");
  });

  it("moving, paying and defaulting one award at once: it ends once, and a settled award moves no more", async () => {
    const turn = await atTheTurnOfTheYear();
    const { house, winner, reference } = turn;
    await house.receive(winner, "30000");
    const before = await turn.payBy();
    await turn.publish(weekdays(year, 3));
    house.clock.moveTo(before);
    await house.closeDay();
    await Promise.all([
      moveDeadline(house.ports, reference),
      settleEnrolment(house.ports, reference),
      defaultAwards(house.ports),
      moveDeadline(house.ports, reference),
    ]);
    expect(await turn.state()).toBe("settled");
    const settled = await house.ports.own.award(reference);
    await turn.publish(weekdays(year, 5), 1);
    await moveDeadline(house.ports, reference);
    expect(await house.ports.own.award(reference)).toEqual(settled);
  });

  it("hearing of a notice queues every open award once, and no other", async () => {
    const turn = await atTheTurnOfTheYear();
    const { house, reference } = turn;
    const queue = await freshQueue();
    const deadlines = openQueue<{ auctionId: string; enrolmentId: string }>(queue.sqs, queue.queueUrl);
    const sent = async () => {
      await sendOpenAwards({ own: house.ports.own, deadlines });
      return (await queue.take())
        .map((body) => JSON.parse(body) as object)
        .filter((each) => JSON.stringify(each).includes(reference.enrolmentId));
    };
    expect(await sent()).toEqual([reference]);
    house.clock.moveTo(await turn.payBy());
    await house.closeDay();
    await defaultAwards(house.ports);
    expect(await sent()).toEqual([]);
  });
});

describe("an award whose bank day is closed after its permits have expired", () => {
  it("is defaulted if it is unpaid, and left to people if it is paid for", async () => {
    const house = await openAuctionHouse("2026-03-02T01:00:00.000Z", await startEngine());
    const month = "2026-03";
    const terms = { paymentWorkingDays: 1, lot: { ...usualTerms.lot, firstMonth: month, lastMonth: month } };
    const [unpaid, paid] = [await house.bidder({ cash: "12000" }), await house.bidder({ cash: "12000" })];
    const stateOf = async (auctionId: string, bidder: Bidder) => (await house.ports.own.award(enrolmentOf(auctionId, bidder)))?.state;
    const [defaulting, waiting] = [await givenUnpaidAward(house, unpaid, terms), await givenUnpaidAward(house, paid, terms)];
    await house.receive(paid, "30000");
    house.clock.moveTo(endOfMonth(month));
    await house.closeDay();
    await expect(defaultAwards(house.ports)).rejects.toThrow(/expired/);
    expect([await stateOf(defaulting, unpaid), await stateOf(waiting, paid)]).toEqual(["defaulted", "due"]);
    expect(await conservationFaults(house.engine)).toEqual([]);
  });
});
