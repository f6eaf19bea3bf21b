import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDigit, creditCodeFault, organisationCheckDigit } from "../../../../shared/members/credit-code.ts";

const alphabet = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];
/** Valid codes: authority, category and division, an organisation code with its check digit, and the whole's. */
const validCode = fc
  .tuple(
    fc.array(fc.constantFrom(...alphabet), { minLength: 8, maxLength: 8 }),
    fc.array(fc.constantFrom(...alphabet), { minLength: 8, maxLength: 8 }),
  )
  .map(([head, organisation]) => `${head.join("")}${organisation.join("")}`)
  .map((body) => `${body}${organisationCheckDigit(body.slice(8))}`)
  .map((body) => `${body}${checkDigit(body)}`);

describe("unified social credit codes (GB 32100-2015)", () => {
  it.each([
    "91350100M000100Y43",
    "91110000802100433B",
    "914403001922038216",
    "1142092201131905X1",
    "92510100MA61WJ3204",
    "114207000112176515",
  ])("%s is one", (code) => {
    expect(creditCodeFault(code)).toBeUndefined();
  });

  it.each([
    ["91350200M000000510", "check-digit"],
    ["91350100m000100y43", "lower-case"],
    ["９1350100M000100Y43", "full-width"],
    ["420700600012345", "old-registration-number"],
    ["91350100M000100Y4", "length"],
    ["91350100M000100Y433", "length"],
    ["91350100I000100Y43", "characters"],
    ["91350100O000100Y43", "characters"],
    ["91350100M000100Z43", "characters"],
    ["91350100M000100Y53", "organisation-check-digit"],
    ["", "length"],
    ["91350100M000100Y4 ", "characters"],
  ])("%j is refused: %s", (code, fault) => {
    expect(creditCodeFault(code)).toBe(fault);
  });

  it("every code made by the standard's rules is one, and no code that differs from one in a single character", () => {
    fc.assert(
      fc.property(validCode, fc.nat({ max: 17 }), fc.constantFrom(...alphabet), (code, position, character) => {
        expect(creditCodeFault(code)).toBeUndefined();
        fc.pre(code[position] !== character);
        expect(creditCodeFault(`${code.slice(0, position)}${character}${code.slice(position + 1)}`)).toBeDefined();
      }),
    );
  });
});
