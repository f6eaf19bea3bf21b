import { randomUUID } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { defaultingPorts } from "../../functions/auctions/ports.ts";
import { defaultEnrolment } from "../../functions/auctions/settlement/default-awards.ts";
import { settleEnrolment } from "../../functions/auctions/settlement/settle-enrolment.ts";
import { api as cashApi } from "../../functions/cash/api.ts";
import { cashPorts } from "../../functions/cash/ports.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { partyAccount } from "../../shared/ledger/account.ts";
import { type AuctionHouse, type Bidder, enrolmentOf, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import { accountOf, closeDay, receipt } from "../support/bank.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { conservationFaults } from "../support/conservation.ts";
import { runs } from "../support/effort.ts";
import { engineClient, engineWithOwn } from "../support/engine.ts";
import { type Answer, frontDoor } from "../support/front-door.ts";
import type { Granted } from "../support/granted.ts";
import { type Actor, interleave, seededChoices, type Turn } from "../support/scheduler.ts";

const tried = runs(240, 32);
const lanes = 4;
/** What each winner owes beyond its deposit; its two payments in time make exactly this. */
const owed = 28_400;
const half = `${owed / 2}.00`;

/** A process that was killed: its client answers nothing any more. */
class Killed extends Error {}

describe("booking, settling, closing the day, refunding and defaulting at the same time", () => {
  let house: AuctionHouse;
  let winners: Bidder[];
  let auctionId: string;
  let payBy: string;
  beforeAll(async () => {
    house = await openAuctionHouse();
    winners = [];
    auctionId = await house.announce({ lot: { ...usualTerms.lot, quantity: String(10 * tried) } });
    for (let made = 0; made < tried; made += lanes)
      winners.push(...(await Promise.all(Array.from({ length: lanes }, () => house.bidder({ cash: "12000" })))));
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    for (const winner of winners) await house.enrol(auctionId, winner, "10");
    for (const winner of winners) await house.bid(auctionId, winner, [["4000", "10"]]);
    await house.close(auctionId);
    payBy = required((await house.ports.own.award(enrolmentOf(auctionId, required(winners[0], "winner"))))?.payBy, "deadline");
  }, 300_000);

  it("money credited in time and booked before the closing pays, and no other does, wherever a process is killed", async () => {
    const ends = new Map<string, number>();
    for (let first = 0; first < tried; first += lanes) {
      const some = winners.slice(first, first + lanes);
      for (const [offset, { faults, end }] of (await Promise.all(some.map((winner, lane) => replay(first + lane, winner)))).entries()) {
        expect(faults, `seed ${first + offset}`).toEqual([]);
        ends.set(end, (ends.get(end) ?? 0) + 1);
      }
    }
    // Each of them happens, or nothing was tried.
    expect([...ends.keys()].sort()).toEqual(["defaulted", "settled"]);
    expect(await conservationFaults(house.engine)).toEqual([]);
  }, 300_000);

  async function replay(seed: number, winner: Bidder): Promise<{ readonly faults: string[]; readonly end: string }> {
    const choose = seededChoices(seed);
    const { tables } = await engineWithOwn();
    const clock = testClock(plusSeconds(payBy, 9 * 3600));
    const lastDay = dayOf(plusSeconds(payBy, -1));
    const world = { ...house.granted, tables, clock };
    const door = frontDoor(cashApi.open(world));
    const reference = enrolmentOf(auctionId, winner);
    const bodies = [
      receipt(winner, half, plusSeconds(payBy, -60)),
      receipt(winner, half, plusSeconds(payBy, -1)),
      receipt(winner, "50000.00", payBy),
    ];
    const keys = bodies.map(() => randomUUID());
    const book = (call: typeof door, number: number) =>
      call({ as: house.operator, method: "POST", path: "/cash/receipts", body: bodies[number], key: required(keys[number], "key") });
    // Every process may be killed at one of its requests, before it is sent or after it has taken effect.
    const actor = (run: (granted: Granted) => Promise<unknown>): Actor => {
      const doomed = choose(3) === 0 ? 1 + choose(12) : undefined;
      const after = choose(2) === 0;
      return {
        run: async (turn) => {
          const dynamo = gated(turn, doomed, after);
          await run({ ...world, dynamo }).catch((error: unknown) => {
            if (!(error instanceof Killed)) throw error;
          });
        },
      };
    };
    const caller = (granted: Granted) => killable(frontDoor(cashApi.open(granted)));
    const defaulting = () => actor((granted) => defaultEnrolment(defaultingPorts(granted), reference));
    const closing = () => actor((granted) => closeDay(caller(granted), house.operator, lastDay));
    await interleave(
      [
        ...[0, 1, 2].map((number) => actor((granted) => book(caller(granted), number))),
        actor((granted) => settleEnrolment(defaultingPorts(granted), reference)),
        ...[defaulting(), closing(), closing(), defaulting()].slice(seed % 2),
        actor((granted) => caller(granted)(refundOf(winner))),
      ],
      choose,
      seed % 4 !== 0,
    );
    // Whoever was killed is asked again; then the day ends, and what is left to be decided is.
    const booked = await Promise.all([0, 1, 2].map((number) => book(door, number)));
    await closeDay(door, house.operator, lastDay);
    const ports = defaultingPorts(world);
    await defaultEnrolment(ports, reference);
    return { faults: await faultsOf(booked, winner, world), end: (await ports.own.award(reference))?.state ?? "none" };
  }

  /** The rule itself: settled if and only if both payments in time were booked; what is left is the member's, to the fen. */
  async function faultsOf(booked: readonly Answer[], winner: Bidder, world: Granted & { readonly clock: TestClock }): Promise<string[]> {
    const accepted = booked.map(({ status }) => status === 200);
    const refusals = booked.filter(({ status, body }) => status !== 200 && (body as { type: string }).type !== "/problems/bank-day-closed");
    const paid = accepted[0] && accepted[1];
    const state = (await house.ports.own.award(enrolmentOf(auctionId, winner)))?.state;
    const { available, held } = await house.ports.ledger.position(partyAccount(winner.partyId), "CNY");
    const receipts = (accepted[0] ? owed / 2 : 0) + (accepted[1] ? owed / 2 : 0) + (accepted[2] ? 50_000 : 0);
    const refunds = await cashPorts(world).own.refunds(partyAccount(winner.partyId), {});
    const left = receipts - (paid ? owed : 0);
    const faults = refusals.map(({ body }) => `refused: ${JSON.stringify(body)}`);
    if (state !== (paid ? "settled" : "defaulted")) faults.push(`${String(state)} with ${JSON.stringify(accepted)}`);
    if (!available.plus(held).eq(left)) faults.push(`${plain(available)} + ${plain(held)} of ${left}`);
    if (!held.eq(refunds.items.length * 100)) faults.push(`${plain(held)} held for ${refunds.items.length} refunds`);
    if ((await house.ports.ledger.dues(partyAccount(winner.partyId))).length > 0) faults.push("a due is left");
    return faults;
  }

  function refundOf({ partyId }: Bidder) {
    const body = { partyId, amount: "100.00", toAccount: accountOf(partyId), reason: "asked for" };
    return { as: house.operator, method: "POST", path: "/cash/refunds", body } as const;
  }

  /** A client whose every request waits for a turn, and which is killed at one of them. */
  function gated(turn: Turn, doomed: number | undefined, after: boolean): DynamoDBClient {
    const dynamo = engineClient(house.engine.endpoint);
    let sent = 0;
    dynamo.middlewareStack.add(
      (next) => async (given) => {
        await turn();
        sent += 1;
        if (doomed === undefined || sent < doomed) return next(given);
        if (after && sent === doomed) await next(given);
        throw new Killed();
      },
      { step: "initialize" },
    );
    return dynamo;
  }

  /** A front door that a killed process never answers from. */
  function killable(call: ReturnType<typeof frontDoor>): ReturnType<typeof frontDoor> {
    return async (request) => {
      const answer = await call(request);
      if (answer.status === 500) throw new Killed();
      return answer;
    };
  }
});
