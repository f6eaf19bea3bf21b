import { describe, expect, it } from "vitest";
import { checkOffsetGround, tonnesToBuy } from "../../../../functions/permits/need.ts";
import { decimal } from "../../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";

describe("what a certified need may buy", () => {
  const admitted = { partyId: "p1", standing: "admitted" } as const;
  const letter = (tonnes: string, offsetRatio: string) => ({
    tonnes: decimal(tonnes),
    offsetRatio: decimal(offsetRatio),
    letterDate: "2026-03-02",
  });

  it("is the need times the offset ratio", () => {
    expect(tonnesToBuy(letter("2.002", "1.5"), admitted, "2026-03-02")).toEqual(accept(decimal("3.003")));
  });

  it("is refused unless it is whole kilograms", () => {
    expect(tonnesToBuy(letter("2.001", "1.5"), admitted, "2026-03-02")).toEqual(
      refuse({
        code: "need-not-whole-kilograms",
        tonnes: decimal("2.001"),
        offsetRatio: decimal("1.5"),
        tonnesToBuy: decimal("3.0015"),
      }),
    );
  });

  it("needs a letter dated today or earlier", () => {
    expect(tonnesToBuy(letter("1", "1"), admitted, "2026-03-01")).toEqual(
      refuse({ code: "letter-date-in-future", letterDate: "2026-03-02", today: "2026-03-01" }),
    );
  });

  it.each(["applied", "suspended", "refused"] as const)("is for admitted parties, not one that is %s", (standing) => {
    expect(tonnesToBuy(letter("1", "1"), { partyId: "p1", standing }, "2026-03-02")).toEqual(
      refuse({ code: "holder-not-admitted", partyId: "p1", standing }),
    );
  });
});

describe("the ground of an offset ratio", () => {
  const check = (pollutant: string, offsetGround: string, ratio: string) =>
    checkOffsetGround({ pollutant, offsetGround, offsetRatio: decimal(ratio) });

  it.each([
    ["SO2", "quality-attained", "1"],
    ["SO2", "pm25-missed", "2"],
    ["COD", "water-quality-missed", "2.5"],
    ["NH3-N", "stated-in-letter", "1.5"],
  ])("for %s, %s allows %s:1", (pollutant, ground, ratio) => {
    expect(check(pollutant, ground, ratio)).toEqual(accept(true));
  });

  it.each([
    ["SO2", "water-quality-missed", "2", "offset-ground-not-for-pollutant"],
    ["COD", "pm25-missed", "2", "offset-ground-not-for-pollutant"],
    ["NOx", "air-quality-missed", "1.999", "offset-ratio-too-low"],
  ])("for %s, %s at %s:1 is refused: %s", (pollutant, ground, ratio, code) => {
    expect(check(pollutant, ground, ratio)).toMatchObject({ refusal: { code } });
  });
});
