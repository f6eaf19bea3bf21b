import type { ScreenName } from "../../functions/surveillance/screens/vocabulary.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { type AuctionHouse, type Bidder, enrolmentPath, openAuctionHouse } from "../support/auction-house.ts";
import { engineWithOwn } from "../support/engine.ts";
import { statedFacts } from "../support/stated-facts.ts";
import { surveillanceEar } from "../support/surveillance.ts";

/** A screen as the API answers it. */
export interface ScreenSeen {
  readonly screen: ScreenName;
  readonly value?: string;
  readonly unmeasured?: string;
  readonly standsOut: boolean;
  readonly concerned: readonly { readonly partyId: string }[];
  readonly past: {
    readonly sessions: number;
    readonly mean?: string;
    readonly percentile?: string;
    readonly text: { readonly en: string };
  };
}

/** A bid for a lot of ten tonnes. */
export type Bids = readonly (readonly [price: string, quantity: string])[];

/** An auction house whose market is watched. */
export interface WatchedHouse extends AuctionHouse {
  /** Everything that was stated about an auction. */
  factsOf(auctionId: string): Promise<readonly Fact[]>;
  /** Lets surveillance hear all that was stated about an auction. */
  hear(auctionId: string): Promise<void>;
  /** Announces a sale, in which these bid, and those only enrol or withdraw; closes it and lets surveillance hear of it. Returns its id. */
  session(given: {
    readonly terms?: object;
    readonly bids?: readonly (readonly [Bidder, Bids])[];
    readonly silent?: readonly Bidder[];
    readonly withdrawing?: readonly Bidder[];
    readonly minutesBetween?: number;
  }): Promise<string>;
  /** The screens of an auction, as its regulator reads them. */
  screensOf(auctionId: string): Promise<ReadonlyMap<ScreenName, ScreenSeen>>;
  /** Names of the screens of an auction that stand out. */
  standingOut(auctionId: string): Promise<readonly ScreenName[]>;
}

/** Opens a watched house with tables of its own: a market's past is the same for all tests that share it. */
export async function openWatchedHouse(): Promise<WatchedHouse> {
  const house = await openAuctionHouse("2026-03-02T01:00:00.000Z", await engineWithOwn("Auctions", "Surveillance"));
  const { clock } = house;
  const ear = surveillanceEar(house.granted);
  const factsOf = (auctionId: string) =>
    statedFacts(house.engine, ({ data }) => (data as { readonly auctionId?: string }).auctionId === auctionId, ["Auctions"]);
  const hear = async (auctionId: string) => {
    for (const fact of await factsOf(auctionId)) await ear(fact);
  };
  const must = async (asked: ReturnType<AuctionHouse["call"]>) => {
    const answer = await asked;
    if (answer.status >= 400) throw new Error(JSON.stringify(answer.body));
  };
  const screensOf = async (auctionId: string) => {
    const { status, body } = await house.call({ as: house.regulator, method: "GET", path: `/surveillance/auctions/${auctionId}` });
    if (status !== 200) throw new Error(`no screens of ${auctionId}: ${JSON.stringify(body)}`);
    return new Map((body as unknown as { screens: readonly ScreenSeen[] }).screens.map((each) => [each.screen, each]));
  };
  return {
    ...house,
    ...{ factsOf, hear, screensOf },
    async session({ terms = {}, bids = [], silent = [], withdrawing = [], minutesBetween = 5 }) {
      const auctionId = await house.announce(terms);
      clock.moveTo(plusSeconds(clock.now(), 120));
      for (const [bidder] of bids) await must(house.enrol(auctionId, bidder, "10"));
      for (const bidder of [...silent, ...withdrawing]) await must(house.enrol(auctionId, bidder, "10"));
      for (const bidder of withdrawing) {
        await must(house.call({ as: bidder.subject, method: "POST", path: enrolmentPath(auctionId, bidder, "/withdrawal") }));
        clock.moveTo(plusSeconds(clock.now(), 60 * minutesBetween));
      }
      for (const [bidder, steps] of bids) await must(house.bid(auctionId, bidder, steps));
      await house.close(auctionId);
      await hear(auctionId);
      return auctionId;
    },
    standingOut: async (auctionId) =>
      [...(await screensOf(auctionId)).values()].filter(({ standsOut }) => standsOut).map(({ screen }) => screen),
  };
}
