import { describe, expect, it } from "vitest";
import {
  bidderOverlap,
  type Compared,
  rotation,
  withdrawalsRepeated,
} from "../../../../../functions/surveillance/screens/across-sessions.ts";
import { associateOfSeller, associatesApart } from "../../../../../functions/surveillance/screens/associates.ts";
import { topBuyerShare } from "../../../../../functions/surveillance/screens/concentration.ts";
import { bidDispersion, relativeDistance } from "../../../../../functions/surveillance/screens/prices.ts";
import { identicalQuotes, sharedSteps } from "../../../../../functions/surveillance/screens/quotes.ts";
import type { Bidder, Measured, Session } from "../../../../../functions/surveillance/screens/session.ts";
import { silentEnrolments, withdrawalsTogether } from "../../../../../functions/surveillance/screens/withdrawals.ts";
import { plusSeconds } from "../../../../../shared/kernel/clock.ts";
import { decimal, plain } from "../../../../../shared/kernel/decimal.ts";

const noon = "2026-03-02T04:00:00.000Z";
const named = (partyId: string) => ({ partyId, partyName: partyId });
/** A member in a group, "a@north", or alone, "a". */
const grouped = (text: string) => {
  const [partyId = "", group = partyId] = text.split("@");
  return { ...named(partyId), group };
};
/** A bidder with its steps: "a@north 4300x2 4200x1". */
function bidder(text: string): Bidder {
  const [who = "", ...steps] = text.split(" ");
  return {
    ...grouped(who),
    steps: steps.map((step) => {
      const [price = "", quantity = ""] = step.split("x");
      return { price: decimal(price), quantity: decimal(quantity) };
    }),
  };
}
/** A session of these bidders, and what else matters. */
function session(bidders: readonly string[], given: Partial<Session> = {}): Session {
  return {
    ...{ auctionId: "a", endedAt: noon, priceTick: decimal("10"), seller: { name: "s" }, bidders: bidders.map(bidder) },
    ...{ winners: [], silent: [], withdrawals: [], ...given },
  };
}
/** Withdrawals by minutes after noon: "a@north 5". */
const withdrawals = (...of: readonly string[]) =>
  of.map((text) => {
    const [who = "", minutes = ""] = text.split(" ");
    return { ...grouped(who), at: plusSeconds(noon, Number(minutes) * 60) };
  });
const won = (...of: readonly string[]) =>
  of.map((text) => {
    const [partyId = "", quantity = ""] = text.split(" ");
    return { partyId, quantity: decimal(quantity) };
  });
/** A session as later ones know it: who bid, who bought most, who withdrew. */
const compared = (bidders: readonly string[], topBuyer?: string, withdrew: readonly string[] = []): Compared => ({
  ...{ bidders: bidders.map(grouped), topBuyer, withdrew: withdrew.map(named) },
});
const unseen: Compared = { bidders: undefined, topBuyer: "a", withdrew: [] };
/** What was measured, as a line: the value and whom it is about, or why there is none. */
const told = (measured: Measured): string =>
  "unmeasured" in measured ? measured.unmeasured : [plain(measured.value), ...measured.concerned.map(({ partyId }) => partyId)].join(" ");

const three = ["a 4300x1", "b 4310x1", "c 4500x1"];
const five = ["a 4300x1", "b 4310x1", "c 4320x1", "d 4330x1", "e 5000x1"];

describe("a screen of one session", () => {
  it.each<[string, (of: Session) => Measured, Session, string]>([
    ["counts bidders that are the seller", associateOfSeller, session(three, { seller: { name: "s", partyId: "b" } }), "1 b"],
    [
      "counts associates of the seller",
      associateOfSeller,
      session(["a@north 1x1", "b 1x1"], { seller: { name: "s", group: "north" } }),
      "1 a",
    ],
    ["finds no associate of a seller without any", associateOfSeller, session(three), "0"],
    ["measures nothing where the seller is not known", associateOfSeller, session(three, { seller: undefined }), "seller-unknown"],
    [
      "names the largest group of associates, and no smaller one",
      associatesApart,
      session(["a@north 1x1", "b@north 1x1", "c@north 1x1", "d@south 1x1", "e@south 1x1", "f 1x1"]),
      "3 a b c",
    ],
    ["finds nobody where all bid alone", associatesApart, session(three), "0"],
    ["counts the pairs that two bidders share", sharedSteps, session(["a 43x1 42x2", "b 43x1 42x2", "c 43x1"]), "2 a b"],
    ["measures no pairs of one bidder", sharedSteps, session(["a 43x1"]), "too-few-bidders"],
    ["takes a price with another quantity for another pair", sharedSteps, session(["a 43x1", "b 43x2"]), "0"],
    ["gives the share that quotes the same", identicalQuotes, session(["a 43x1", "b 43x1", "c 43x1", "d 44x1"]), "0.75 a b c"],
    ["takes two of a kind for chance", identicalQuotes, session(["a 43x1", "b 43x1", "c 44x1"]), "0"],
    ["measures no share of two bidders", identicalQuotes, session(["a 43x1", "b 43x1"]), "too-few-bidders"],
    ["is low where prices lie together", bidDispersion, session(["a 100x1", "b 100x1", "c 100x1"]), "0 a b c"],
    ["measures no spread of two prices", bidDispersion, session(["a 100x1", "b 100x1"]), "too-few-bidders"],
    ["is high where one bid stands apart", relativeDistance, session(five), "51.9 a b c d e"],
    ["measures no distance among four", relativeDistance, session(five.slice(0, 4)), "too-few-bidders"],
    [
      "adds what associates of the largest buyer bought",
      topBuyerShare,
      session(["a@north 43x1", "b@north 43x1", "c 43x1"], { winners: won("a 2", "b 4", "c 4") }),
      "0.6 a b",
    ],
    ["gives no share where nothing was sold", topBuyerShare, session(three), "nothing-sold"],
    ["gives no share of a session of two", topBuyerShare, session(three.slice(0, 2), { winners: won("a 1") }), "too-few-bidders"],
    [
      "counts groups that withdrew together",
      withdrawalsTogether,
      session([], { withdrawals: withdrawals("a 0", "b 5", "c@a 6") }),
      "2 a b",
    ],
    [
      "does not count what was withdrawn hours apart",
      withdrawalsTogether,
      session([], { withdrawals: withdrawals("a 0", "b 600") }),
      "1 a",
    ],
    ["gives no share of two enrolments", silentEnrolments, session(["a 43x1"], { silent: [named("d")] }), "too-few-enrolled"],
    ["gives the share of silent enrolments", silentEnrolments, session(three, { silent: [named("d")] }), "0.25 d"],
  ])("%s", (_what, screen, of, says) => {
    expect(told(screen(of))).toBe(says);
  });
});

describe("a screen across sessions", () => {
  const [ab, abc] = [compared(["a", "b"], "a"), compared(["a", "b", "c"], "b")];
  const turns = ["a", "b", "c", "a", "b"].map((buyer) => compared(["a", "b", "c"], buyer));
  it.each<[string, Measured, string]>([
    ["compares bidders with those of earlier sessions", bidderOverlap(abc, [ab, ab, ab]), "0.6667 a b c"],
    ["compares none where a session had too many", bidderOverlap(abc, [unseen, ab, ab]), "too-many-bidders"],
    ["compares none where it had too many itself", bidderOverlap(unseen, [ab, ab, ab]), "too-many-bidders"],
    ["compares none where nobody bid", bidderOverlap(compared([]), [ab, ab, ab]), "too-few-bidders"],
    ["compares none without a past", bidderOverlap(abc, []), "too-few-sessions"],
    ["finds buyers that take turns", rotation(compared(["a", "b", "c"], "c"), turns), "1 a b c"],
    ["finds no turns where one buys most always", rotation(ab, [ab, ab, ab, ab, ab]), "0 a b"],
    ["finds no turns of a bidder alone", rotation(compared(["a"], "a"), [ab, ab, ab, ab, ab]), "0"],
    ["looks for no turns where nothing was sold", rotation(compared(["a", "b"]), turns), "nothing-sold"],
    ["looks for no turns where a session had too many", rotation(ab, [unseen, ab, ab, ab, ab]), "too-many-bidders"],
    ["looks for no turns in a short past", rotation(ab, [ab]), "too-few-sessions"],
    [
      "counts who withdraws again, and nobody else",
      withdrawalsRepeated(compared([], undefined, ["x", "y"]), [compared([], undefined, ["x"]), compared([], undefined, ["x", "z"])]),
      "1 x",
    ],
    [
      "counts no repeated withdrawals in a short past",
      withdrawalsRepeated(compared([], undefined, ["x"]), [compared([])]),
      "too-few-sessions",
    ],
  ])("%s", (_what, measured, says) => {
    expect(told(measured)).toBe(says);
  });
});
