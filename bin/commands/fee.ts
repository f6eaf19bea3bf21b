import * as z from "zod";
import { formatFen } from "../../shared/kernel/decimal.ts";
import { expects } from "../../shared/kernel/expectations.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import { detailOf, factsOf } from "../../shared/kernel/problem-text.ts";
import { positiveTonnes, ratio, useFeeRate, wholeNumber } from "../../shared/kernel/schemas.ts";
import { defaultFirstShare, type UseFee, useFee, useFeeFaults } from "../../shared/permits/use-fee.ts";
import { type UseFeeRefusal, useFeeProblems } from "../../shared/permits/use-fee-problems.ts";
import type { Command } from "./command.ts";
import { type Fault, invalidDocument, readAll } from "./read-all.ts";

const oneToFifty = expects("须为 1 至 50 个字符", "a text of 1 to 50 characters");
const pollutant = z.string({ error: oneToFifty }).min(1, { error: oneToFifty }).max(50, { error: oneToFifty });
const lineSchema = z.strictObject({
  pollutant: pollutant.describe("Pollutant, as the rates name it"),
  tonnes: positiveTonnes.describe("Tonnes a year as a decimal string, whole kilograms"),
});

/** The input of `ecovalue fee`. */
const feeDocument = z.strictObject({
  ratesCnyPerTonneYear: z.record(pollutant, useFeeRate).describe("CNY for one tonne a year, by pollutant"),
  lines: z
    .array(lineSchema)
    .min(1, { error: expects("至少一行", "at least one line") })
    .describe("One line for each pollutant"),
  years: wholeNumber(1, 100, { zh: "年", en: "years" }).describe("Years of the term"),
  firstShare: ratio.prefault(defaultFirstShare.toFixed()).describe("Share of the first instalment"),
  instalments: z.int().default(1).describe("Number of instalments, due a year apart; 1 is a lump sum").meta({ minimum: 1 }),
});

const money = z.string().regex(/^\d+\.\d{2}$/);
const kilograms = z.string().regex(/^\d+\.\d{3}$/);

/** The output of `ecovalue fee`. */
const feeResult = z.strictObject({
  lines: z.array(z.strictObject({ pollutant: z.string(), tonnes: kilograms, feeCny: money })).describe("As given, with the fee of each"),
  totalCny: money.describe("Sum of the lines"),
  planCny: z.array(money).describe("The instalments; one of 0.00 if there is nothing to pay"),
  releaseTonnes: z.record(z.string(), z.array(kilograms)).describe("What each instalment releases, by pollutant"),
});

/** `ecovalue fee`: the use fee of a fixed-price allocation on a file. */
export const feeCommand: Command = {
  name: "fee",
  summary: "compute a use fee: rates, tonnes and years in, fee, instalments and what each releases out",
  help: `Fee of a line: tonnes x rate x years, half up to the fen. The first instalment is firstShare of the total, rounded up to the fen;
the others are equal and rounded down, and the last takes the remainder. After each payment tonnes x paid / total are
released in all, rounded down to the kilogram, and the last releases the rest. An instalment a year, all inside the term.
Defaults: one instalment, firstShare ${defaultFirstShare.toFixed(2)} (of no importance for one instalment).

Example
  ecovalue fee docs/examples/use-fee-zhuzhou-2016.json`,
  input: feeDocument,
  output: feeResult,
  companions: [],
  run: (document) => {
    const terms = readAll(feeDocument, document);
    if (!terms.ok) return terms;
    const faults = useFeeFaults(terms.value);
    if (faults.length > 0) return invalidDocument(faults.map((fault) => told(fault, terms.value)));
    const fee = useFee(terms.value);
    return fee.ok ? accept(written(fee.value)) : invalidDocument([told(fee.refusal, terms.value)]);
  },
};

/** A refusal at the place of the document that it is about. */
function told(refusal: UseFeeRefusal, { lines }: z.output<typeof feeDocument>): Fault {
  return { path: placeOf(refusal, lines), detail: detailOf(useFeeProblems[refusal.code], factsOf(refusal, "en"), "en") };
}

function placeOf(refusal: UseFeeRefusal, lines: readonly { readonly pollutant: string }[]): readonly PropertyKey[] {
  const names = lines.map((line) => line.pollutant);
  switch (refusal.code) {
    case "rate-missing":
      return ["lines", names.indexOf(refusal.pollutant), "pollutant"];
    case "pollutant-twice":
      return ["lines", names.lastIndexOf(refusal.pollutant), "pollutant"];
    case "share-invalid":
    case "share-too-low":
      return ["firstShare"];
    case "instalments-invalid":
    case "instalment-below-fen":
    case "plan-outlives-term":
      return ["instalments"];
  }
}

function written({ lines, total, instalments }: UseFee): z.input<typeof feeResult> {
  const releases = lines.map(({ pollutant }, line) => {
    const tonnes = instalments.map(({ releases }) => required(releases[line], "release of a line").tonnes.toFixed(3));
    return [pollutant, tonnes] as const;
  });
  return {
    lines: lines.map(({ pollutant, tonnes, fee }) => ({ pollutant, tonnes: tonnes.toFixed(3), feeCny: formatFen(fee) })),
    totalCny: formatFen(total),
    planCny: instalments.map(({ amount }) => formatFen(amount)),
    releaseTonnes: Object.fromEntries(releases),
  };
}
