import { afterAll, beforeAll, expect, it } from "vitest";
import { openPledgesOfBank, type PledgesOfBank } from "../support/pledges-of-bank.ts";

let bank: PledgesOfBank;
beforeAll(async () => {
  bank = await openPledgesOfBank();
});
afterAll(() => bank.close());

it("a search, a certificate and its check cost the same among 20 pledges of a bank and among 2,000", { timeout: 120_000 }, async () => {
  await bank.growTo(20);
  const among20 = await bank.costs();
  await bank.growTo(2_000);
  expect(await bank.costs()).toEqual(among20);
  // An unknown number costs no more than the one row that is not there.
  expect(among20.at(-1)).toEqual({ question: "check of an unknown certificate", units: 1 });
});
