import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkLicenceNumber, checkValidity } from "../../../../../functions/parties/sites/licence.ts";
import { accept } from "../../../../../shared/kernel/outcome.ts";
import { licenceNumberFault } from "../../../../../shared/members/licence-number.ts";

const creditCode = "91350100M000100Y43";

describe("numbers of discharge licences (HJ 608-2017)", () => {
  // The two examples of appendix A of the standard, and one of ours.
  it.each(["91130200699229617X001P", "91130200699229617X002P", `${creditCode}001P`])("%s is one", (number) => {
    expect(licenceNumberFault(number)).toBeUndefined();
  });

  it.each([
    [`${creditCode}001Ｐ`, "full-width"],
    [`${creditCode}001p`, "lower-case"],
    [`${creditCode}01P`, "length"],
    [`${creditCode}0011P`, "length"],
    ["91350100M000100Y53001P", "credit-code"],
    [`${creditCode}000P`, "sequence"],
    [`${creditCode}0O1P`, "sequence"],
    [`${creditCode}001W`, "identifier"],
    [`${creditCode}001 `, "identifier"],
    ["", "length"],
  ])("%j is refused: %s", (number, fault) => {
    expect(licenceNumberFault(number)).toBe(fault);
  });

  it("have one form: of all ways to write a number only one is accepted", () => {
    const characters = fc.constantFrom(..."0123456789ABCDEFGHJKLMNPQRTUWXYpPｐ　 -");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.nat({ max: 21 }), characters, (sequence, position, character) => {
        const number = `${creditCode}${String(sequence).padStart(3, "0")}P`;
        expect(checkLicenceNumber(number, creditCode)).toEqual(accept(true));
        const other = `${number.slice(0, position)}${character}${number.slice(position + 1)}`;
        const isAnother = position >= 18 && position < 21 && /\d/.test(character) && !other.endsWith("000P");
        fc.pre(other !== number && !isAnother);
        expect(checkLicenceNumber(other, creditCode).ok).toBe(false);
      }),
    );
  });

  it("are those of the holder: the licence of another is refused whatever its form", () => {
    expect(checkLicenceNumber("91130200699229617X001P", creditCode)).toMatchObject({ refusal: { code: "licence-of-another" } });
  });
});

describe("the validity of a licence", () => {
  it.each([
    ["2026-01-01", "2030-12-31", "2026-03-02"],
    ["2026-01-01", "2031-01-01", "2031-01-01"],
    ["2024-02-29", "2029-02-28", "2026-03-02"],
    // Issued, and valid from next month on.
    ["2026-04-01", "2031-03-31", "2026-03-02"],
  ])("from %s until %s is allowed on %s", (licenceValidFrom, licenceValidUntil, today) => {
    expect(checkValidity({ licenceValidFrom, licenceValidUntil }, today)).toEqual(accept(true));
  });

  it.each([
    ["2026-01-02", "2026-01-01", "ends-before-it-begins"],
    ["2026-01-01", "2031-01-02", "longer-than-allowed"],
    ["2024-02-29", "2029-03-01", "longer-than-allowed"],
    ["2021-01-01", "2025-12-31", "expired"],
  ])("from %s until %s is refused: %s", (licenceValidFrom, licenceValidUntil, rule) => {
    expect(checkValidity({ licenceValidFrom, licenceValidUntil }, "2026-03-02")).toMatchObject({ refusal: { rule } });
  });
});
