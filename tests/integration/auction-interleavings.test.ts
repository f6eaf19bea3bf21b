import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { submitBid } from "../../functions/auctions/bidding/submit-bid.ts";
import { withdrawEnrolment } from "../../functions/auctions/bidding/withdraw-enrolment.ts";
import { closeAuction } from "../../functions/auctions/closing/close-auction.ts";
import { auctionsEndpoints } from "../../functions/auctions/contract.ts";
import { auctionsPorts, biddingPorts, closingPorts } from "../../functions/auctions/ports.ts";
import { announceAuction } from "../../functions/auctions/sale/announce-auction.ts";
import { enrol } from "../../functions/auctions/sale/enrol.ts";
import { termsSchema } from "../../functions/auctions/terms.ts";
import { readManifest } from "../../shared/auctions/sealed-book.ts";
import { type Caller, callerFinder } from "../../shared/http/caller.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import type { EndpointDescription } from "../../shared/kernel/endpoint.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { memberReader } from "../../shared/members/members.ts";
import { type AuctionHouse, type Bidder, enrolmentOf, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import { type Mistake, runModel } from "../support/bidding-model.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { runs } from "../support/effort.ts";
import { engineClient } from "../support/engine.ts";
import type { Granted } from "../support/granted.ts";
import { type Actor, interleave, seededChoices, type Turn } from "../support/scheduler.ts";

describe("enrolling, withdrawing, bidding, replacing and closing at the same time", () => {
  it("on a model of conditional writes: an accepted bid is in the manifest, a refused one is not", async () => {
    for (let seed = 0; seed < runs(10_000); seed += 1) expect(await runModel(seed), `seed ${seed}`).toBeUndefined();
  });

  it.for([
    "bid-ignores-seal",
    "close-does-not-seal",
    "withdrawal-leaves-sheet",
    "withdrawal-leaves-no-tombstone",
    "bid-ignores-enrolment-version",
  ] as const satisfies readonly Mistake[])("the same check catches a protocol in which %s", async (mistake) => {
    let caught = 0;
    for (let seed = 0; seed < 4_000; seed += 1) if ((await runModel(seed, mistake)) !== undefined) caught += 1;
    expect(caught).toBeGreaterThan(5);
  });

  describe("with the real use cases on the engine", () => {
    const start = "2026-03-02T01:00:00.000Z";
    let house: AuctionHouse;
    let bidders: Bidder[];
    let callers: ReadonlyMap<string, Caller>;
    beforeAll(async () => {
      house = await openAuctionHouse(start);
      bidders = await Promise.all([1, 2, 3].map(() => house.bidder({ tonnes: "100000", cash: "90000000" })));
      const find = callerFinder(memberReader(house.engine.dynamo, house.engine.tables.Parties), testClock(start));
      callers = new Map(await Promise.all(bidders.map(async ({ subject }) => [subject, await find(subject)] as const)));
      // Reserve and caps for every auction of this file, given once.
      const document = { documentNumber: "EZ-INTERLEAVINGS" };
      for (const year of [2032, 2033]) {
        await house.call({
          as: house.regulator,
          method: "PUT",
          path: `/permits/caps/ezhou/SO2/${year}`,
          body: { tonnes: "1000000", ...document },
        });
      }
      const reserve = { tonnes: "100000", source: "initial-reserve", ...document };
      await house.call({ as: house.regulator, method: "POST", path: "/permits/reserves/ezhou/SO2", body: reserve });
    });

    it("an accepted bid is in the manifest, a refused one is not", async () => {
      const tried = runs(300, 36);
      const outcomes = { accepted: 0, refused: 0, withdrawn: 0 };
      const lanes = Array.from({ length: 6 }, gates);
      // Six at a time, each with an auction and a clock of its own: the engine is faster than one run asks it.
      for (let first = 0; first < tried; first += 6) {
        for (const [offset, run] of (await Promise.all(lanes.map((lane, offset) => replay(first + offset, lane)))).entries()) {
          expect(run.faults, `seed ${first + offset}`).toEqual([]);
          outcomes.accepted += run.accepted;
          outcomes.refused += run.refused;
          outcomes.withdrawn += run.withdrawn;
        }
      }
      // Both happen, or nothing was tried.
      expect(outcomes.accepted).toBeGreaterThan(tried);
      expect(outcomes.refused).toBeGreaterThan(tried / 3);
      expect(outcomes.withdrawn).toBeGreaterThan(tried / 3);
    });

    /** Clients of one lane whose every request waits for a turn; made once, because making one takes longer than a step. */
    function gates() {
      return Array.from({ length: 11 }, () => {
        let turn: Turn = async () => {};
        const dynamo = engineClient(house.engine.endpoint);
        dynamo.middlewareStack.add(
          (next) => async (given) => {
            await turn();
            return next(given);
          },
          { step: "initialize" },
        );
        return (clock: TestClock, next: Turn): Granted => {
          turn = next;
          return { ...house.granted, dynamo, clock };
        };
      });
    }

    async function replay(
      seed: number,
      lane: ReturnType<typeof gates>,
    ): Promise<{ readonly faults: string[]; readonly accepted: number; readonly refused: number; readonly withdrawn: number }> {
      const choose = seededChoices(seed);
      const free = [...lane];
      const gated = (at: TestClock, turn: Turn): Granted => required(free.pop(), "a free client")(at, turn);
      const clock = testClock(start);
      const at = (seconds: number): string => plusSeconds(start, seconds);
      const auctionId = await announce(clock);
      const receipts = new Map<string, { readonly version: number; readonly receiptHash: string }>();
      const faults: string[] = [];
      let accepted = 0;
      let refused = 0;
      let withdrawn = 0;
      let changing = true;
      let enrolling = bidders.length;
      let closed = false;

      const enrolments = bidders.map(
        (bidder, position): Actor => ({
          run: async (turn) => {
            const call = {
              ...callOf(bidder, auctionsEndpoints.enrol, `enrol-${seed}-${position}`),
              params: { auctionId },
              body: { siteId: bidder.siteId, project: bidder.project, tonnes: decimal("1") },
            };
            await enrol(auctionsPorts(gated(clock, turn)), { ...call, query: {} });
            enrolling -= 1;
          },
        }),
      );
      // The first bidder withdraws and enrols anew, while its bids are under way.
      const withdrawing: Actor = {
        run: async (turn) => {
          const granted = gated(clock, turn);
          const bidder = required(bidders[0], "a bidder");
          const params = enrolmentOf(auctionId, bidder);
          const withdrawal = callOf(bidder, auctionsEndpoints.withdrawEnrolment, `withdraw-${seed}`);
          const outcome = await withdrawEnrolment(biddingPorts(granted), { ...withdrawal, params, query: {}, body: {} });
          if (outcome.ok) {
            withdrawn += 1;
            receipts.delete(bidder.partyId);
            const again = callOf(bidder, auctionsEndpoints.enrol, `again-${seed}`);
            const body = { siteId: bidder.siteId, project: bidder.project, tonnes: decimal("1") };
            await enrol(auctionsPorts(granted), { ...again, params: { auctionId }, query: {}, body });
          }
          changing = false;
        },
        mayGo: () => seed % 4 === 0 || enrolling === 0,
      };
      const bidding = bidders.flatMap((bidder, position) =>
        [1, 2].map(
          (request): Actor => ({
            run: async (turn) => {
              const ports = biddingPorts(gated(clock, turn));
              for (let number = 0; number < request; number += 1) {
                const steps = [{ price: decimal("4000"), quantity: decimal("1") }];
                const outcome = await submitBid(ports, {
                  ...callOf(bidder, auctionsEndpoints.submitBid, `bid-${seed}-${position}-${request}-${number}`),
                  params: enrolmentOf(auctionId, bidder),
                  query: {},
                  body: { steps },
                });
                if (!outcome.ok) {
                  refused += 1;
                  continue;
                }
                accepted += 1;
                const { version, receiptHash, receivedAt } = outcome.value.response;
                if (receivedAt >= at(7_200)) faults.push(`accepted late: ${receivedAt}`);
                if (closed) faults.push("accepted after the manifest");
                if ((receipts.get(bidder.partyId)?.version ?? 0) < version) receipts.set(bidder.partyId, { version, receiptHash });
              }
            },
            // Mostly when all are enrolled: then the clock runs as well, and what is in flight meets the close.
            mayGo: () => seed % 4 === 0 || enrolling === 0,
          }),
        ),
      );
      const closing: Actor = {
        run: (turn) => closeAuction(closingPorts(gated(clock, turn)), auctionId),
        mayGo: () => clock.now() >= at(7_205),
      };
      const ticking: Actor = {
        run: async (turn) => {
          for (const seconds of [3_700, 7_199, 7_200, 7_204, 7_206]) {
            await turn();
            clock.moveTo(at(seconds));
          }
        },
        mayGo: () => clock.now() > at(60) || (enrolling === 0 && !changing),
      };
      clock.moveTo(at(60));
      await interleave([...enrolments, withdrawing, ...bidding, closing, ticking], choose, seed % 4 !== 0);
      clock.moveTo(at(7_260));
      closed = true;
      await closeAuction({ ...house.ports, clock }, auctionId);
      const manifest = readManifest(await house.ports.evidence.manifest(auctionId));
      const listed = new Set(manifest.enrolments.map(({ partyId }) => partyId));
      for (const partyId of receipts.keys()) if (!listed.has(partyId)) faults.push(`${partyId}: has a receipt and is not in the manifest`);
      for (const { partyId, bid } of manifest.enrolments) {
        const receipt = receipts.get(partyId);
        if (receipt?.receiptHash !== bid?.receiptHash)
          faults.push(`${partyId}: receipt ${String(receipt?.version)}, manifest ${String(bid?.version)}`);
      }
      return { faults, accepted, refused, withdrawn };
    }

    async function announce(clock: TestClock): Promise<string> {
      const terms = termsSchema.parse({
        ...usualTerms,
        lot: { ...usualTerms.lot, firstMonth: "2032-01", lastMonth: "2033-12", quantity: "3" },
      });
      const schedule = { opensAt: plusSeconds(start, 30), enrolsUntil: plusSeconds(start, 3_600), closesAt: plusSeconds(start, 7_200) };
      const outcome = await announceAuction(
        { ...house.ports, clock },
        {
          endpoint: auctionsEndpoints.announceAuction,
          caller: { subject: house.operator, partyId: "operator", role: "operator" as const, area: "420700" },
          key: randomUUID(),
          params: {},
          query: {},
          body: { terms, schedule },
        },
      );
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
      return outcome.value.response.auctionId;
    }

    function callOf({ subject }: Bidder, endpoint: EndpointDescription, key: string) {
      return { endpoint, caller: required(callers.get(subject), "a caller"), key };
    }
  });
});
