import fc from "fast-check";

/** A document for `ecovalue clear`, as JSON. */
export interface ClearingDocument {
  readonly terms: Record<string, unknown>;
  readonly bids: readonly WrittenBidDocument[];
}

/** One written bid. */
export interface WrittenBidDocument {
  readonly id: string;
  readonly bidder: string;
  readonly group?: string;
  readonly price: string;
  readonly quantity: string;
  readonly receivedAt: string;
}

/** A plain decimal of at most `digits` digits with up to `places` decimals, trailing zeros and all. */
export function decimalText(digits: number, places: number, { sign = false } = {}): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.integer({ min: 1, max: digits }),
      fc.integer({ min: 0, max: places }),
      fc.bigInt({ min: 0n, max: 10n ** BigInt(digits) - 1n }),
      fc.boolean(),
    )
    .map(([length, fraction, value, negative]) => {
      const used = Math.min(fraction, length);
      const text = String(value)
        .slice(0, length)
        .padStart(used + 1, "0");
      const whole = text.slice(0, text.length - used);
      const minus = sign && negative ? "-" : "";
      return `${minus}${whole}${used > 0 ? `.${text.slice(text.length - used)}` : ""}`;
    });
}

const ids = fc.uniqueArray(
  fc.oneof(
    fc.stringMatching(/^b\d{1,3}$/),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 }),
    fc.constantFrom("\uffee", "\u{1f600}", "é", "z", "\u{10ffff}", "\ue000"),
  ),
  { minLength: 0, maxLength: 14 },
);

const instants = fc.oneof(
  fc.constantFrom(
    "2026-01-01T00:00:00.000Z",
    "2026-01-01T08:00:00+08:00",
    "2026-01-01T00:00:00.0000001Z",
    "2025-12-31T23:59:59.999999999999Z",
    "2026-01-01T00:00:00.00000009Z",
    "2025-12-31T19:00:00.000000000000000001-05:00",
  ),
  fc.integer({ min: 0, max: 5 }).map((second) => `2026-01-01T00:00:0${second}.000Z`),
);

/** Generators of a document's numbers: small ones collide and tie, adversarial ones use all digits. */
interface Numbers {
  readonly price: fc.Arbitrary<string>;
  readonly quantity: fc.Arbitrary<string>;
  readonly step: string;
  readonly supply: string;
  readonly tick: string | undefined;
}

const small: fc.Arbitrary<Numbers> = fc.record({
  price: fc.constant(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom("1", "2", "2.00", "2.5", "3", "10") },
      { weight: 1, arbitrary: fc.constantFrom("0", "-1", "-0", "2.25") },
    ),
  ),
  quantity: fc.constant(
    fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 1, max: 12 }).map(String) },
      { weight: 1, arbitrary: fc.constantFrom("0", "-3", "1.5", "2.0", "0.0005") },
    ),
  ),
  step: fc.constantFrom("1", "0.001", "0.5", "2"),
  supply: fc.integer({ min: 1, max: 20 }).map((half) => String(half * 2)),
  tick: fc.constantFrom(undefined, "0.5", "1", "0.005"),
});

const adversarial: fc.Arbitrary<Numbers> = fc.constantFrom("1", "0.000000000000001", "0.3", "7", "0.125").chain((step) =>
  fc.record({
    price: fc.constant(
      fc.oneof(
        decimalText(24, 24),
        decimalText(24, 6),
        fc.constantFrom(
          "999999999999999999999999",
          "0.000000000000000000000001",
          "999999999.999999999999999",
          "999999999.999999999999998",
          "999999999.999999999999900",
        ),
      ),
    ),
    quantity: fc.constant(multiples(step)),
    step: fc.constant(step),
    supply: multiples(step),
    tick: fc.constantFrom(undefined, undefined, "0.000000000000000000000001"),
  }),
);

/** Multiples of a step as text, 15 digits at most. */
function multiples(step: string): fc.Arbitrary<string> {
  const point = step.indexOf(".");
  const places = point < 0 ? 0 : step.length - point - 1;
  const unit = BigInt(step.replace(".", ""));
  return fc.oneof(fc.bigInt({ min: 1n, max: (10n ** 15n - 1n) / unit }), fc.bigInt({ min: 1n, max: 9n })).map((count) => {
    const digits = String(count * unit).padStart(places + 1, "0");
    return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  });
}

const share = fc.constantFrom("0", "0.1", "0.25", "0.5", "0.7", "0.333333333333333", "1");

/** Any readable document: all rules, ties, groups, limits, containment; `perhaps` keys are omitted half the time. */
export const clearingDocuments: fc.Arbitrary<ClearingDocument> = fc
  .oneof({ weight: 2, arbitrary: small }, { weight: 1, arbitrary: adversarial })
  .chain((numbers) =>
    fc.record({
      terms: fc
        .record({
          pricing: fc.constantFrom("uniform", "pay-as-bid"),
          uniformPrice: fc.constantFrom("lowest-accepted", "highest-rejected"),
          priceTick: fc.constant(numbers.tick),
          years: fc.constantFrom(1, 5),
          reservePrice: perhaps(fc.constantFrom("0", "2", "2.25")),
          ties: fc.constantFrom("time", "draw", "pro-rata"),
          undersubscribed: fc.constantFrom("sell-partial", "sell-partial", "cancel"),
          minimumBidders: fc.constantFrom(1, 1, 2, 3),
          bidderLimit: perhaps(
            fc.record({ shareOfQuantity: perhaps(share), quantity: perhaps(numbers.quantity.filter((text) => !text.startsWith("-"))) }),
          ),
          winnersShare: perhaps(share),
          containment: perhaps(
            fc.array(fc.record({ trigger: numbers.price.filter((text) => !text.startsWith("-")), quantity: fc.constant(numbers.supply) }), {
              maxLength: 3,
            }),
          ),
        })
        .map((terms) => withoutUndefined({ ...terms, drawSeed: "00ff", quantity: numbers.supply, quantityStep: numbers.step })),
      bids: ids.chain((names) =>
        fc.tuple(
          ...names.map((id) =>
            fc
              .record({
                bidder: fc.constantFrom("A", "B", "C", "D", "E"),
                group: perhaps(fc.constantFrom("A", "G", "H")),
                price: numbers.price,
                quantity: numbers.quantity,
                receivedAt: instants,
              })
              .map((bid) => withoutUndefined({ id, ...bid })),
          ),
        ),
      ),
    }),
  )
  .map(({ terms, bids }) => ({ terms: withoutUndefined(terms), bids: bids as unknown as readonly WrittenBidDocument[] }));

/**
 * Books of a few groups, at prices that mostly tie or mostly don't, with a limit at or one step off a group's demand, in total or at its
 * better prices: where a limit starts to apply and where it cuts.
 */
export const limitedDocuments: fc.Arbitrary<ClearingDocument> = fc
  .record({
    prices: fc.constantFrom(2, 4, 1_000_000),
    groups: fc.integer({ min: 1, max: 4 }),
    ties: fc.constantFrom("time", "draw", "pro-rata"),
    supply: fc.integer({ min: 1, max: 150 }),
    beside: fc.constantFrom(-1, 0, 1),
    chosen: fc.nat(),
    whole: fc.boolean(),
    size: fc.constantFrom(4, 12, 40, 140),
  })
  .chain(({ prices, groups, ties, supply, beside, chosen, whole, size }) => {
    const bid = fc.record({
      bidder: fc.integer({ min: 1, max: groups }).map((group) => `group-${group}`),
      price: fc.integer({ min: 1, max: prices }),
      quantity: fc.integer({ min: 1, max: 6 }),
      receivedAt: instants,
    });
    return fc.array(bid, { minLength: 1, maxLength: size, size: "max" }).map((bids): ClearingDocument => {
      const mark = bids[chosen % bids.length] ?? { bidder: "", price: 0 };
      const ofGroup = bids.filter(({ bidder, price }) => bidder === mark.bidder && (whole || price >= mark.price));
      const limit = Math.max(0, beside + ofGroup.map(({ quantity }) => quantity).reduce((sum, quantity) => sum + quantity, 0));
      const terms = { pricing: "uniform", quantity: String(supply), quantityStep: "1", ties, drawSeed: "00ff" };
      return {
        terms: { ...terms, bidderLimit: { quantity: String(limit) } },
        bids: bids.map((drawn, index) => ({ ...drawn, id: `b${index}`, price: String(drawn.price), quantity: String(drawn.quantity) })),
      };
    });
  });

function perhaps<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 2 });
}

/** Drops undefined keys, also one level down: JSON has none. */
function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(record));
}
