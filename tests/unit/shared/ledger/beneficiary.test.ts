import { expect, it } from "vitest";
import { beneficiaryMember } from "../../../../shared/ledger/beneficiary.ts";

it.each([
  ["party:p1", "p1"],
  ["p1", "p1"],
  ["treasury", undefined],
  ["treasury:3", undefined],
  ["exchange:main", undefined],
  [undefined, undefined],
])("the member in whose favour %s holds is %s", (beneficiary, member) => {
  expect(beneficiaryMember(beneficiary === undefined ? {} : { beneficiary })).toBe(member);
});
