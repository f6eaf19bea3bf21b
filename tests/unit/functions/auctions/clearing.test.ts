import { describe, expect, it } from "vitest";
import { type Bid, bidBook } from "../../../../functions/auctions/clearing/bid-book.ts";
import { clear, readClearingInput, readClearingTerms } from "../../../../functions/auctions/clearing/clear.ts";
import { drawHash } from "../../../../functions/auctions/clearing/ranking.ts";
import { decimal } from "../../../../shared/kernel/decimal.ts";

type Terms = Record<string, unknown>;
type WrittenBid = Readonly<Record<"id" | "bidder" | "price" | "quantity" | "receivedAt", string>>;

/** Bids as "bidder price quantity [second]"; the id is the bidder's name with a running number, the time the running number unless given. */
function bids(...rows: string[]): WrittenBid[] {
  return rows.map((row, index) => {
    const [bidder = "", price = "", quantity = "", second = String(index)] = row.split(" ");
    return { id: `${bidder}${index}`, bidder, price, quantity, receivedAt: `2026-01-01T00:00:${second.padStart(2, "0")}Z` };
  });
}

function sale(terms: Terms, book: unknown) {
  const input = readClearingInput({ terms: { pricing: "uniform", quantityStep: "1", ...terms }, bids: book });
  if (!input.ok) throw new Error(`${input.refusal.pointer}: ${input.refusal.detail}`);
  return clear(input.value);
}

function refused(terms: Terms, book: unknown) {
  const input = readClearingInput({ terms: { pricing: "uniform", quantityStep: "1", ...terms }, bids: book });
  return input.ok ? "accepted" : input.refusal.pointer;
}

function awarded(terms: Terms, book: WrittenBid[]): string[] {
  return sale(terms, book).awards.map((award) => `${award.bidId} ${award.quantity}`);
}

function reasons(terms: Terms, book: WrittenBid[]): string[] {
  return sale(terms, book).rejected.map(({ bidId, reason }) => `${bidId} ${reason}`);
}

describe("rule 1: what a valid bid is", () => {
  it("rejects a price that is not positive or off the tick before it looks at the reserve price", () => {
    const book = bids("a -1 1", "b 0 1", "c 2.5 1", "d 2.0 1", "e -0 1");
    expect(reasons({ quantity: "9", priceTick: "1", reservePrice: "2" }, book)).toEqual([
      "a0 price-invalid",
      "b1 price-invalid",
      "c2 price-invalid",
      "e4 price-invalid",
    ]);
  });

  it("rejects prices below the reserve, accepts the reserve itself, and looks at quantities last", () => {
    const book = bids("a 1.99 0", "b 2 0", "c 2 -1", "d 2 1.5", "e 2.00 1.0");
    expect(reasons({ quantity: "9", reservePrice: "2" }, book)).toEqual([
      "a0 below-reserve",
      "b1 quantity-invalid",
      "c2 quantity-invalid",
      "d3 quantity-invalid",
    ]);
  });

  it.each(["0475", "1e3", "４７５", "+1", ".5", "5.", "", " 1", "1,5", "0x1", "1\n", "1234567890123456789012345", "NaN"])(
    "refuses the notation %j",
    (price) => {
      expect(refused({ quantity: "1" }, [{ ...bids("a 1 1")[0], price }])).toBe("/bids/0/price");
    },
  );

  it("takes prices of 24 digits and quantities of 15, and refuses one more", () => {
    const bid = bids("a 123456789012.123456789012 999999999999999")[0];
    expect(refused({ quantity: "1" }, [bid])).toBe("accepted");
    expect(refused({ quantity: "1" }, [{ ...bid, price: `0.${"1".repeat(24)}` }])).toBe("accepted");
    expect(refused({ quantity: "1" }, [{ ...bid, price: `0.${"1".repeat(25)}` }])).toBe("/bids/0/price");
    expect(refused({ quantity: "1" }, [{ ...bid, quantity: "1000000000000000" }])).toBe("/bids/0/quantity");
    expect(refused({ quantity: "1000000000000000" }, [])).toBe("/terms/quantity");
  });

  it("computes the largest product to the last digit", () => {
    const result = sale({ quantity: "999999999999999", pricing: "pay-as-bid" }, bids(`a ${"9".repeat(24)} 999999999999999`));
    expect(result.awards[0]?.amount).toBe(`${10n ** 39n - 10n ** 24n - 10n ** 15n + 1n}.00`);
  });

  it("tells a multiple of a fine step from its neighbour where doubles no longer can", () => {
    const terms = { quantity: "3", quantityStep: "0.003" };
    expect(reasons(terms, bids("a 1 999999999999999", "b 1 999999999999998"))).toEqual(["b1 quantity-invalid"]);
  });

  it("adds quantities exactly where their sum is beyond the safe integers", () => {
    const book = bids(...Array.from({ length: 19 }, () => "a 1 999999999999999"));
    expect(sale({ quantity: "1" }, book).demand).toBe("18999999999999981");
  });

  it.each([
    [{ quantity: "0" }, "/terms/quantity"],
    [{ quantity: "1", quantityStep: "0" }, "/terms/quantityStep"],
    [{ quantity: "1", priceTick: "0.00" }, "/terms/priceTick"],
    [{ quantity: "1", years: 0 }, "/terms/years"],
    [{ quantity: "1", years: 1.5 }, "/terms/years"],
    [{ quantity: "1", minimumBidders: 0 }, "/terms/minimumBidders"],
    [{ quantity: "1.5" }, "/terms/quantity"],
    [
      {
        quantity: "1",
        containment: [
          { trigger: "1", quantity: "2" },
          { trigger: "2", quantity: "0.5" },
        ],
      },
      "/terms/containment/1/quantity",
    ],
    [{ quantity: "1", ties: "draw" }, "/terms/drawSeed"],
    [{ quantity: "1", ties: "draw", drawSeed: "" }, "/terms/drawSeed"],
    [{ quantity: "1", "a/b~c": 1 }, "/terms/a~1b~0c"],
    [{ quantity: 1 }, "/terms/quantity"],
    [{}, "/terms/quantity"],
    [{ quantity: "1", pricing: "dutch" }, "/terms/pricing"],
  ])("refuses the terms %j", (terms, pointer) => {
    expect(refused(terms, [])).toBe(pointer);
  });

  it.each([
    [{ id: "" }, "/bids/0/id"],
    [{ id: "\ud800" }, "/bids/0/id"],
    [{ bidder: 7 }, "/bids/0/bidder"],
    [{ note: "x" }, "/bids/0/note"],
    [{ group: null }, "/bids/0/group"],
    [{ price: 475 }, "/bids/0/price"],
    [{ receivedAt: "2026-02-29T00:00:00Z" }, "/bids/0/receivedAt"],
    [{ receivedAt: "2026-01-01T00:00:00" }, "/bids/0/receivedAt"],
    [{ receivedAt: "2026-01-01" }, "/bids/0/receivedAt"],
    [{ receivedAt: "2026-01-01T24:00:00Z" }, "/bids/0/receivedAt"],
  ])("refuses a bid with %j", (change, pointer) => {
    expect(refused({ quantity: "1" }, [{ ...bids("a 1 1")[0], ...change }])).toBe(pointer);
  });

  it.each(["id", "bidder", "price", "quantity", "receivedAt"])("requires %s in a bid", (key) => {
    const rest = Object.entries(bids("a 1 1")[0] ?? {}).filter(([name]) => name !== key);
    expect(refused({ quantity: "1" }, [Object.fromEntries(rest)])).toBe(`/bids/0/${key}`);
  });

  it("refuses a second bid with the same id and points at it", () => {
    const [first, second] = bids("a 1 1", "b 1 1");
    expect(refused({ quantity: "1" }, [first, { ...second, id: first?.id }])).toBe("/bids/1/id");
  });

  it("uses the step of a kilogram when none is given", () => {
    const input = readClearingInput({ terms: { pricing: "uniform", quantity: "1" }, bids: bids("a 1 0.001", "b 1 0.0005") });
    expect(input.ok && clear(input.value).rejected).toEqual([{ bidId: "b1", reason: "quantity-invalid" }]);
  });
});

describe("rule 2: the rank", () => {
  it("puts the earlier instant first, whatever the offset, to the last digit of a second", () => {
    const at = (receivedAt: string, id: string) => ({ ...bids("a 1 1")[0], id, receivedAt });
    const book = [
      at("2026-01-01T00:00:00.0000001Z", "3"),
      at("2026-01-01T00:00:00.00000009Z", "2"),
      at("2026-01-01T08:00:00+08:00", "1"),
      at("2025-12-31T19:00:00.000000100000000001-05:00", "4"),
      at("2025-12-31T23:59:59.999999999999999999Z", "0"),
    ];
    expect(sale({ quantity: "5" }, book).awards.map((award) => award.bidId)).toEqual(["0", "1", "2", "3", "4"]);
  });

  it("breaks the last ties by the UTF-8 bytes of the id, not by UTF-16 units", () => {
    const book = ["\u{1f600}", "\uffee", "é", "z", "Z"].map((id) => ({ ...bids("a 1 1 0")[0], id }));
    expect(sale({ quantity: "5" }, book).awards.map((award) => award.bidId)).toEqual(["Z", "z", "é", "\uffee", "\u{1f600}"]);
  });

  it("draws by SHA-256 of seed and id", () => {
    expect(drawHash("00ff", "b1")).toBe("a49803f251a6eb261c3ace11215f664f1f8d5f75d43ed1277291864a4a3a44cf");
  });
});

describe("rule 3: limits", () => {
  it("cuts the bids of a group together, in rank order, to the smaller limit in whole steps of the announced quantity", () => {
    const book = bids("a 9 4", "b 8 4", "a 7 4", "c 1 9").map((bid) => (bid.bidder === "b" ? { ...bid, group: "a" } : bid));
    const terms = { quantity: "15", bidderLimit: { shareOfQuantity: "0.5", quantity: "20" } };
    expect(awarded(terms, book)).toEqual(["a0 4", "b1 3", "c3 7"]);
    expect(reasons(terms, book)).toEqual(["a2 over-limit"]);
    expect(sale(terms, book).demand).toBe("14");
  });

  it("forgets what was cut: a bid cut by a limit counts as filled in full", () => {
    const terms = { quantity: "10", uniformPrice: "highest-rejected", reservePrice: "2", bidderLimit: { quantity: "5" } };
    expect(sale(terms, bids("a 9 8", "b 8 5")).clearingPrice).toBe("2");
  });
});

describe("rules 4 and 5: when nothing is sold", () => {
  it.each([
    ["no-valid-bids", bids("a 0 1")],
    ["negotiate", bids("a 3 1", "a 4 1")],
    ["cancelled", bids("a 3 1", "b 4 1")],
  ])("says %s when fewer than three groups are left", (outcome, book) => {
    const result = sale({ quantity: "10", minimumBidders: 3 }, book);
    expect(result).toMatchObject({ outcome, clearingPrice: null, sold: "0", unsold: "10", containmentReleased: "0", awards: [] });
    expect(result.rejected).toHaveLength(book.length);
  });

  it("counts groups, not bidders", () => {
    const book = bids("a 3 1", "b 4 1").map((bid) => ({ ...bid, group: "together" }));
    expect(sale({ quantity: "1", minimumBidders: 2 }, book).outcome).toBe("negotiate");
  });

  it("keeps the reason of a bid that was out before, and calls the others not cleared", () => {
    const terms = { quantity: "10", undersubscribed: "cancel", bidderLimit: { quantity: "2" } };
    expect(reasons(terms, bids("a 3 2", "a 2 1", "b 0 1", "c 1 1"))).toEqual([
      "a0 not-cleared",
      "a1 over-limit",
      "b2 price-invalid",
      "c3 not-cleared",
    ]);
  });

  it("sells when demand is exactly the quantity", () => {
    expect(sale({ quantity: "3", undersubscribed: "cancel" }, bids("a 3 2", "b 2 1")).outcome).toBe("cleared");
  });
});

describe("rule 6: winners' share", () => {
  it.each([
    [4, "0.7", 3],
    [10, "0.7", 7],
    [5, "0.5", 3],
    [3, "0.1", 1],
    [3, "0", 1],
    [3, "1", 3],
  ])("lets of %i groups with a share of %s win %i (half up, at least one)", (groups, winnersShare, winners) => {
    const book = bids(...Array.from({ length: groups }, (_, index) => `g${index} ${100 - index} 1`));
    const result = sale({ quantity: "100", winnersShare }, book);
    expect(result.awards).toHaveLength(winners);
    expect(new Set(result.rejected.map(({ reason }) => reason))).toEqual(new Set(groups === winners ? [] : ["outside-winners-share"]));
  });

  it("ranks a group by its best bid and keeps all of its bids; those outside don't set the price", () => {
    const terms = { quantity: "3", winnersShare: "0.5", uniformPrice: "highest-rejected" };
    const book = bids("a 9 1", "b 8 5", "c 7 5", "d 6 5", "a 1 1", "b 5 1");
    const result = sale(terms, book);
    expect(result.awards.map((award) => award.bidId)).toEqual(["a0", "b1"]);
    expect(result.clearingPrice).toBe("8");
    expect(result.rejected.map(({ bidId, reason }) => `${bidId} ${reason}`)).toEqual([
      "a4 outbid",
      "b5 outbid",
      "c2 outside-winners-share",
      "d3 outside-winners-share",
    ]);
  });
});

describe("rule 7: containment", () => {
  const book = bids("a 20 10", "b 15 10", "c 13 5", "d 12 10");

  it("adds what is wanted at or above the trigger, no more than the tier has", () => {
    expect(sale({ quantity: "10", containment: [{ trigger: "13.00", quantity: "100" }] }, book)).toMatchObject({
      clearingPrice: "13",
      sold: "25",
      unsold: "0",
      containmentReleased: "15",
      coverRatio: "3.50",
    });
    expect(sale({ quantity: "10", containment: [{ trigger: "13", quantity: "3" }] }, book)).toMatchObject({
      clearingPrice: "15",
      sold: "13",
    });
  });

  it("does nothing when the last accepted bid is at the trigger", () => {
    expect(sale({ quantity: "10", containment: [{ trigger: "20", quantity: "5" }] }, book).containmentReleased).toBe("0");
  });

  it("takes the lowest trigger first, whatever the order they are written in, and stops at the first that isn't passed", () => {
    const containment = [
      { trigger: "18", quantity: "7" },
      { trigger: "13", quantity: "4" },
      { trigger: "14", quantity: "4" },
    ];
    expect(sale({ quantity: "10", containment }, book)).toMatchObject({ containmentReleased: "8", clearingPrice: "15" });
  });

  it("gives the reserve of RGGI's 54th auction, whose last tonnes were wanted at exactly the trigger", () => {
    const rggi = bids("all 14.00 23121518", "more 13.00 3919482", "rest 12.99 5000000");
    expect(sale({ quantity: "23121518", containment: [{ trigger: "13.00", quantity: "10000000" }] }, rggi)).toMatchObject({
      clearingPrice: "13",
      sold: "27041000",
      containmentReleased: "3919482",
    });
  });
});

describe("rule 8: filling", () => {
  it("cuts the last bid in rank order", () => {
    expect(awarded({ quantity: "5" }, bids("a 2 4 9", "b 2 4 3", "c 3 2 5"))).toEqual(["c2 2", "b1 3"]);
  });

  it("shares in proportion, by largest remainder, then rank", () => {
    const book = bids("top 9 2", "a 5 3", "b 5 3", "c 5 1", "d 4 9");
    // 5 steps over quantities 3, 3, 1: 2 1/7, 2 1/7, 5/7.
    expect(awarded({ quantity: "7", ties: "pro-rata" }, book)).toEqual(["top0 2", "a1 2", "b2 2", "c3 1"]);
    expect(awarded({ quantity: "5", ties: "pro-rata" }, bids("a 5 1 3", "b 5 1 1", "c 5 9 2"))).toEqual(["b1 1", "c2 4"]);
  });

  it("shares by what is left after the limits", () => {
    const terms = { quantity: "4", ties: "pro-rata", bidderLimit: { quantity: "3" } };
    expect(awarded(terms, bids("a 5 300", "b 5 3"))).toEqual(["a0 2", "b1 2"]);
  });
});

describe("rule 9: the price", () => {
  const highest = { uniformPrice: "highest-rejected" };

  it("is that of the cut bid, or of the next one when the last was filled in full", () => {
    expect(sale({ ...highest, quantity: "3" }, bids("a 5 2", "b 4 2", "c 3 2")).clearingPrice).toBe("4");
    expect(sale({ ...highest, quantity: "4" }, bids("a 5 2", "b 4 2", "d 1 1", "c 3 2")).clearingPrice).toBe("3");
  });

  it("is the reserve price when every bid is filled, without one the last accepted", () => {
    expect(sale({ ...highest, quantity: "9", reservePrice: "1" }, bids("a 5 2", "b 4 2")).clearingPrice).toBe("1");
    expect(sale({ ...highest, quantity: "9" }, bids("a 5 2", "b 4 2")).clearingPrice).toBe("4");
  });

  it("is each bid's own when paid as bid, and the lowest winning one is reported", () => {
    const result = sale({ quantity: "3", pricing: "pay-as-bid", ...highest }, bids("a 5 2", "b 4 2", "c 3 2"));
    expect([result.clearingPrice, ...result.awards.map((award) => award.price)]).toEqual(["4", "5", "4"]);
  });
});

describe("rule 10: the figures", () => {
  it("rounds amounts half up to the fen, over all years", () => {
    const amount = (price: string, quantity: string, years = 1) =>
      sale({ quantity, quantityStep: "0.001", years }, bids(`a ${price} ${quantity}`)).awards[0]?.amount;
    expect(amount("0.005", "1")).toBe("0.01");
    expect(amount("0.00499999999999999999999", "1")).toBe("0.00");
    expect(amount("8790", "0.001", 5)).toBe("43.95");
    expect(amount("3.335", "0.001", 3)).toBe("0.01");
  });

  it("rounds the cover ratio half up", () => {
    expect(sale({ quantity: "200" }, bids("a 1 1")).coverRatio).toBe("0.01");
    expect(sale({ quantity: "201" }, bids("a 1 1")).coverRatio).toBe("0.00");
  });

  it("writes decimals without trailing zeros and always all keys", () => {
    expect(Object.keys(sale({ quantity: "1" }, []))).toEqual([
      "outcome",
      "clearingPrice",
      "sold",
      "unsold",
      "containmentReleased",
      "demand",
      "coverRatio",
      "awards",
      "rejected",
    ]);
    const result = sale({ quantity: "10.0", quantityStep: "0.50" }, bids("a 100.2500 7.500"));
    expect(result).toMatchObject({ clearingPrice: "100.25", sold: "7.5", unsold: "2.5", demand: "7.5" });
    expect(result.awards).toEqual([{ bidId: "a0", bidder: "a", quantity: "7.5", price: "100.25", amount: "751.88" }]);
  });
});

it("clears decoded bids to the same result as written ones", () => {
  const written = bids("a 5.50 2", "b 4 2", "c 4 3");
  const decoded: Bid[] = written.map((bid) => ({
    ...bid,
    price: decimal(bid.price),
    quantity: decimal(bid.quantity),
  }));
  const terms = readClearingTerms({ pricing: "uniform", quantity: "5", quantityStep: "1" });
  const book = bidBook(decoded);
  expect(terms.ok && book.ok && clear({ terms: terms.value, bids: book.value })).toEqual(sale({ quantity: "5" }, written));
});

it.each([
  [
    { terms: { pricing: "uniform", quantity: "1", minimumBiders: 2 } },
    "/terms/minimumBiders",
    "unknown member; did you mean minimumBidders?",
  ],
  [{ terms: { pricing: "sealed", quantity: "1" } }, "/terms/pricing", "one of uniform, pay-as-bid"],
  [{ terms: { quantity: "1" } }, "/terms/pricing", "required: one of uniform, pay-as-bid"],
  [{ bids: [{ ...bids("a 1 1")[0], prise: "1" }] }, "/bids/0/prise", "unknown member; did you mean price?"],
  [{ bids: 7 }, "/bids", "a list (JSON array)"],
])("says of bad input %# where it is wrong and what is expected", (changed, pointer, detail) => {
  const document = { terms: { pricing: "uniform", quantity: "1" }, bids: [], ...changed };
  expect(readClearingInput(document)).toEqual({ ok: false, refusal: { code: "invalid-input", pointer, detail } });
});
