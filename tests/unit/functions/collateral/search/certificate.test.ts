import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collateralCertificate } from "../../../../../bin/commands/verify/collateral-certificate.ts";
import {
  foundSha256,
  isCertificateNumber,
  newCertificateNumber,
  sealed,
  statementOf,
} from "../../../../../functions/collateral/search/certificate.ts";
import { comparableNumber } from "../../../../../functions/collateral/search/comparable-number.ts";
import type { Certificate } from "../../../../../functions/collateral/search/shapes.ts";

const at = "2026-03-02T01:00:00.000Z";
type Asset = Certificate["assets"][number];

const quantity = fc.integer({ min: 1, max: 99_999 }).map(String);
const asset: fc.Arbitrary<Asset> = fc.record({
  account: fc.uuid().map((id) => `site:${id}`),
  instrument: fc.constant("permit/COD/liangzi-lake/2026-01/2035-12"),
  kind: fc.constant({ zh: "排污权", en: "Emission permit" }),
  statutoryRegistry: fc.constantFrom("exchange" as const, "unified" as const),
  version: fc.integer({ min: 1, max: 1_000 }),
  changedAt: fc.constant(at),
  slices: fc.array(fc.record({ quantity, ranks: fc.array(fc.uuid()), payment: fc.array(fc.uuid()), freezes: fc.array(fc.string()) })),
  registrations: fc.constant([]),
  freezes: fc.constant([]),
  complete: fc.boolean(),
});
const certificate = fc.array(asset, { maxLength: 4 }).map((assets) =>
  sealed({
    ...{ number: newCertificateNumber(at), issuedAt: at, issuedTo: { creditCode: "91420700MA0000015E", legalName: "Mill" } },
    ...{ asked: { by: "name", value: "长江造纸" }, askedAt: at, asOf: at, entities: [], assets },
    statement: statementOf({ asOf: at, assets }),
  }),
);
const pointersOf = (document: unknown) =>
  collateralCertificate.judge(document).checks.flatMap(({ differences }) => differences.map(({ pointer }) => pointer));

describe("a certificate", () => {
  it("holds as it was sealed, also when its members come in another order", () => {
    fc.assert(
      fc.property(certificate, (one) => {
        expect(pointersOf(one)).toEqual([]);
        expect(pointersOf(Object.fromEntries(Object.entries(one).toReversed()))).toEqual([]);
      }),
    );
  });

  it("names the asset that was altered, left out or added", () => {
    fc.assert(
      fc.property(certificate, asset, fc.nat(), (one, other, choice) => {
        expect(pointersOf({ ...one, assets: [...one.assets, other] })).toEqual([`/assets/${one.assets.length}`, "/contentSha256"]);
        if (one.assets.length === 0) return;
        const place = choice % one.assets.length;
        const changed = one.assets.map((each, index) => (index === place ? { ...each, version: each.version + 1 } : each));
        expect(pointersOf({ ...one, assets: changed })).toEqual([`/assets/${place}`, "/contentSha256"]);
        expect(pointersOf({ ...one, assets: one.assets.slice(0, -1) })).toEqual([`/assets/${one.assets.length - 1}`, "/contentSha256"]);
      }),
    );
  });

  it("finds the same whenever its free quantities were read, and something else where they differ, unless they are of the past", () => {
    fc.assert(
      fc.property(asset, quantity, quantity, fc.boolean(), (each, free, another, past) => {
        const asked = { by: "name", value: "长江造纸", ...(past && { at }) } as const;
        const found = (left: string, asOf: string) =>
          foundSha256({ asked, entities: [], assets: [{ ...each, free: { quantity: left, asOf } }] });
        expect(found(free, at)).toBe(found(free, "2027-01-01T00:00:00.000Z"));
        expect(found(free, at) === found(another, at)).toBe(past || free === another);
      }),
    );
  });

  it("has a number that is not another's, and is told from those of registrations", () => {
    expect(newCertificateNumber(at)).not.toBe(newCertificateNumber(at));
    expect([newCertificateNumber(at), "EZ-AB12CD34EF-000001"].map(isCertificateNumber)).toEqual([true, false]);
  });
});

describe("numbers", () => {
  it("are the same in any width, case and brackets, with or without blanks, and once compared stay so", () => {
    for (const written of ["（2026）鄂0704执保12号", "(2026) 鄂0704执保12号", "〔2026〕鄂０７０４执保１２号", "【2026】鄂0704 执保12号"])
      expect(comparableNumber(written)).toBe("(2026)鄂0704执保12号");
    expect(comparableNumber("ez-ab-1")).not.toBe(comparableNumber("ez-ab1"));
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const once = comparableNumber(text);
        expect(comparableNumber(once)).toBe(once);
      }),
      // A mark on a blank.
      { examples: [["C\u02d9"]] },
    );
  });
});
