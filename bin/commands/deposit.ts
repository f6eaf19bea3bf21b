import * as z from "zod";
import { formatFen } from "../../shared/kernel/decimal.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import { positiveTonnes, price, ratio, wholeNumber } from "../../shared/kernel/schemas.ts";
import { bidDeposit } from "../../shared/permits/bid-deposit.ts";
import type { Command } from "./command.ts";
import { readAll } from "./read-all.ts";

/** The input of `ecovalue deposit`. */
const depositDocument = z.strictObject({
  basePriceCny: price.describe("Published base price in CNY for one tonne a year"),
  rate: ratio.describe("Share of the value at the base price: 0.10 in Quzhou (2015), 0.30 in Hubei (2017)"),
  tonnes: positiveTonnes.describe("Tonnes a year that the bidder wants, whole kilograms"),
  years: wholeNumber(1, 100, { zh: "年", en: "years" }).describe("Years of the term on sale"),
});

/** The output of `ecovalue deposit`. */
const depositResult = z.strictObject({ depositCny: z.string().regex(/^\d+\.\d{2}$/) });

/** `ecovalue deposit`: the deposit of a bidder on a file. */
export const depositCommand: Command = {
  name: "deposit",
  summary: "compute a bidder's deposit: base price, rate, tonnes and years in, deposit out",
  help: `Deposit: base price x rate x tonnes x years, half up to the fen. The same function as at enrolment in an auction.

Example
  ecovalue deposit docs/examples/deposit-quzhou-2015.json`,
  input: depositDocument,
  output: depositResult,
  companions: [],
  run: (document) => {
    const terms = readAll(depositDocument, document);
    if (!terms.ok) return terms;
    const { basePriceCny: basePrice, ...rest } = terms.value;
    return accept({ depositCny: formatFen(bidDeposit({ basePrice, ...rest })) });
  },
};
