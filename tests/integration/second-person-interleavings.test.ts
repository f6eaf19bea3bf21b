import { beforeAll, describe, expect, it } from "vitest";
import { api as biddingApi } from "../../functions/auctions/bidding/api.ts";
import { api as cashApi } from "../../functions/cash/api.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { type AuctionHouse, enrolmentPath, openAuctionHouse } from "../support/auction-house.ts";
import { accountOf } from "../support/bank.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { conservationFaults } from "../support/conservation.ts";
import { runs } from "../support/effort.ts";
import { engineClient } from "../support/engine.ts";
import { type Answer, frontDoor, type Request } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";
import { type Actor, interleave, seededChoices, type Turn } from "../support/scheduler.ts";
import { colleagueOf } from "../support/second-person.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

/** What can happen to a transaction: nothing, it is not sent, or its reply is lost after it was committed. */
type Fault = "none" | "not-sent" | "reply-lost";
const start = "2026-03-02T01:00:00.000Z";
/** How often a person tries, until the outcome is known. */
const attempts = 6;
const decisions = { approval: "approved", refusal: "refused", withdrawal: "withdrawn" } as const;

/** A decision of a person, and the final answer to it. */
interface Given {
  readonly as: string;
  readonly what: keyof typeof decisions;
  readonly answer: Answer;
}

/** Something that a person enters and others decide. */
interface Kind {
  /** Who enters, and two others. */
  readonly people: readonly [first: string, second: string, third: string];
  request(): Request;
  /** How often something was done since it was last asked. */
  done(): Promise<number>;
  /** Seconds from the start until a request ends. */
  readonly endsAfter: number;
}

describe("a request that several people decide at once, under faults", () => {
  let house: AuctionHouse;
  let kinds: readonly Kind[];
  beforeAll(async () => {
    house = await openAuctionHouse(start);
    kinds = [await refunding(), await bidding()];
  });

  /** Refunds: stated in facts. */
  async function refunding(): Promise<Kind> {
    const { partyId, subject } = await house.bidder({ cash: "100000" });
    const available = async (): Promise<number> => {
      const { body } = await house.call({ as: subject, method: "GET", path: "/cash/own" });
      return Number(body.available);
    };
    let left = await available();
    return {
      people: await peopleOf(house.operator),
      request: () => ({
        ...{ method: "POST", path: "/cash/refunds" },
        body: { partyId, amount: "1.00", toAccount: accountOf(partyId), reason: "asked" },
      }),
      async done() {
        const before = left;
        left = await available();
        return before - left;
      },
      endsAfter: 72 * 3_600,
    };
  }

  /** Bids: sealed, and nothing but the request keeps one from being made twice. */
  async function bidding(): Promise<Kind> {
    const bidder = await house.bidder({ party: { secondPersonFor: ["bids"] } });
    const auctionId = await house.announce({ revision: { rule: "free", maximumQuotes: 100 } });
    await house.enrol(auctionId, bidder, "5");
    let quotes = 0;
    return {
      people: await peopleOf(bidder.subject),
      request: () => ({
        method: "PUT",
        path: enrolmentPath(auctionId, bidder, "/bid"),
        body: { steps: [{ price: "4500", quantity: "1" }] },
      }),
      async done() {
        const { body } = await house.enter({ as: bidder.subject, method: "GET", path: enrolmentPath(auctionId, bidder, "/bid") });
        const before = quotes;
        quotes = Number(body.version ?? 0);
        return quotes - before;
      },
      endsAfter: 7_200,
    };
  }

  async function peopleOf(subject: string): Promise<Kind["people"]> {
    const [second, third] = [await colleagueOf(house.engine, subject, "second"), await colleagueOf(house.engine, subject, "third")];
    return [subject, second, third];
  }

  /** The APIs over a client whose every request waits for its turn, and whose transactions may fail. */
  async function gatedDoor(clock: TestClock, turn: Turn, fault: () => Fault) {
    const dynamo = engineClient(house.engine.endpoint);
    dynamo.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (given) => {
          await turn();
          const failing = commandName === "TransactWriteItemsCommand" ? fault() : "none";
          if (failing === "not-sent") throw new Error("not sent");
          const reply = await next(given);
          if (failing === "reply-lost") throw new Error("reply lost");
          return reply;
        },
      { step: "initialize" },
    );
    const granted = await grantedOn({ dynamo, tables: house.engine.tables }, clock);
    const [cash, bids] = [frontDoor(cashApi.open(granted)), frontDoor(biddingApi.open(granted))];
    return (request: Request): Promise<Answer> => (request.path.startsWith("/cash") ? cash : bids)(request);
  }

  it("has exactly one outcome: what was entered is done once if it was approved, and never otherwise", async () => {
    const outcomes = new Map<string, number>();
    const tried = runs(240, 48);
    for (let seed = 0; seed < tried; seed += 1) {
      const { faults, state } = await replay(seed);
      expect(faults, `seed ${seed}`).toEqual([]);
      outcomes.set(state, (outcomes.get(state) ?? 0) + 1);
    }
    // All of them happen, or nothing was tried.
    for (const state of ["approved", "refused", "withdrawn", "lapsed"]) expect([state, outcomes.get(state) ?? 0]).not.toEqual([state, 0]);
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  async function replay(seed: number): Promise<{ readonly faults: readonly string[]; readonly state: string }> {
    const choose = seededChoices(seed);
    const kind = required(kinds[seed % kinds.length], "kind");
    const [first, second, third] = kind.people;
    const clock = testClock(plusSeconds(start, 120));
    const whole = await openWholeApi(house.engine, clock);
    const answers: Given[] = [];
    const faulty = (): Fault => (["none", "none", "not-sent", "reply-lost"] as const)[choose(4)] ?? "none";

    /** A person who sends a request until it is answered without a fault. */
    const trying = async (turn: Turn, request: Request): Promise<Answer> => {
      for (let attempt = 1; ; attempt += 1) {
        const door = await gatedDoor(clock, turn, attempt === attempts ? () => "none" : faulty);
        const answer = await door(request);
        if (answer.status < 500 || attempt === attempts) return answer;
      }
    };

    // Two tries of one call enter one request.
    const entering: Request = { as: first, key: `key-${seed}`, ...kind.request() };
    const locations = new Set<string | undefined>();
    const enter: Actor = {
      run: async (turn) => {
        const answer = await trying(turn, entering);
        locations.add(answer.status === 202 ? answer.headers.location : `status ${answer.status}`);
      },
    };
    await interleave([enter, enter], choose, seed % 4 < 2);
    const faults: string[] = locations.size === 1 ? [] : [`entered as ${[...locations].join(" and ")}`];
    const address = required([...locations][0], "address");

    const deciding = (as: string, what: "approval" | "refusal" | "withdrawal"): Actor => ({
      run: async (turn) => {
        const given = what === "refusal" ? { reason: "no" } : {};
        const answer = await trying(turn, { as, method: "POST", path: `${address}/${what}`, body: given });
        answers.push({ as, what, answer });
      },
    });
    const people = [
      deciding(second, "approval"),
      deciding(third, seed % 3 === 0 ? "refusal" : "approval"),
      ...(seed % 3 === 1 ? [deciding(first, "withdrawal")] : []),
      ...(seed % 5 === 0 ? [deciding(third, "refusal")] : []),
    ];
    const ticking: Actor = {
      run: async (turn) => {
        // Often before anybody has written, sometimes between a read and its write.
        for (let step = 0; step < 1 + choose(12); step += 1) await turn();
        clock.moveTo(plusSeconds(start, 120 + kind.endsAfter));
      },
    };
    await interleave(seed % 4 < 2 ? [...people, ticking] : people, choose, seed % 8 < 4);
    return judge(whole, kind, { address, answers, faults });
  }

  async function judge(
    { enter }: WholeApi,
    { people, done }: Kind,
    { address, answers, faults }: { readonly address: string; readonly answers: readonly Given[]; readonly faults: string[] },
  ) {
    const [first, second] = people;
    const { state, decidedBy } = (await enter({ as: first, method: "GET", path: address })).body as {
      readonly state: string;
      readonly decidedBy?: string;
    };
    const times = await done();
    if (times !== (state === "approved" ? 1 : 0)) faults.push(`${state}, but done ${times} times`);
    for (const { as, what, answer } of answers) {
      const holds = decisions[what] === state && decidedBy === as;
      if (answer.status >= 500 || (answer.status === 200) !== holds) {
        faults.push(`${what} answered ${answer.status} ${JSON.stringify(answer.body)}, but it is ${state} by ${decidedBy}`);
      }
    }
    const { items } = (await enter({ as: second, method: "GET", path: "/approvals?limit=100" })).body as {
      readonly items: readonly { readonly address: string }[];
    };
    if (items.some((each) => each.address === address) !== (state === "pending")) faults.push(`${state}, and in the inbox`);
    return { faults, state };
  }
});
