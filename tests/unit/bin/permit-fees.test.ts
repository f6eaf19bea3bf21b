import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ecovalue } from "../../support/ecovalue.ts";

const examples = fileURLToPath(new URL("../../../docs/examples/", import.meta.url));
const zhuzhou = JSON.parse(readFileSync(`${examples}use-fee-zhuzhou-2016.json`, "utf8"));
const fee = (change: object) => ecovalue(["fee"], JSON.stringify({ ...zhuzhou, ...change }));
/** Sentences on standard error, without the command's name. */
const told = (errors: string) =>
  errors
    .trimEnd()
    .split("\n")
    .map((line) => line.replace("ecovalue fee: ", ""));

describe("ecovalue fee", () => {
  it("gives fee, plan and releases of the example at Zhuzhou's rates", async () => {
    const { out, errors, code } = await ecovalue(["fee", `${examples}use-fee-zhuzhou-2016.json`]);
    expect(JSON.parse(out)).toEqual({
      lines: [
        { pollutant: "COD", tonnes: "12.500", feeCny: "14375.00" },
        { pollutant: "NH3-N", tonnes: "1.250", feeCny: "1625.00" },
      ],
      totalCny: "16000.00",
      planCny: ["6400.00", "2400.00", "2400.00", "2400.00", "2400.00"],
      releaseTonnes: {
        COD: ["5.000", "1.875", "1.875", "1.875", "1.875"],
        "NH3-N": ["0.500", "0.187", "0.188", "0.187", "0.188"],
      },
    });
    expect([errors, code]).toEqual(["", 0]);
  });

  it("has the rates of the example in the table of the same document", () => {
    const { table } = JSON.parse(readFileSync(`${examples}use-fee-rates-zhuzhou-2016.json`, "utf8"));
    const rates = table.rates.map(({ pollutant, cnyPerTonneYear }: Record<string, string>) => [pollutant, cnyPerTonneYear]);
    expect(Object.fromEntries(rates)).toEqual(zhuzhou.ratesCnyPerTonneYear);
  });

  it("is a lump sum unless instalments are asked for, and its first share is 40 % by default", async () => {
    const { instalments, firstShare, ...least } = zhuzhou;
    expect(JSON.parse((await ecovalue(["fee"], JSON.stringify(least))).out)).toMatchObject({ planCny: ["16000.00"] });
    const inTwo = await ecovalue(["fee"], JSON.stringify({ ...least, instalments: 2 }));
    expect(JSON.parse(inTwo.out)).toMatchObject({ planCny: ["6400.00", "9600.00"] });
  });

  it("of nothing is one instalment of 0.00 that releases everything", async () => {
    const { out } = await fee({ ratesCnyPerTonneYear: { COD: "0", "NH3-N": "0.00" } });
    expect(JSON.parse(out)).toMatchObject({ totalCny: "0.00", planCny: ["0.00"], releaseTonnes: { COD: ["12.500"], "NH3-N": ["1.250"] } });
  });

  it("tells everything that is wrong with the form of its input, each at its place", async () => {
    const lines = [{ pollutant: "COD", tonnes: "1.2345" }, { tonnes: 1 }, { pollutant: "SO2", tonnes: "0" }];
    const { out, errors, code } = await fee({ lines, ratesCnyPerTonneYear: { COD: 230 }, years: 0, firstShare: "40 %", instalment: 5 });
    expect(told(errors)).toEqual([
      "/ratesCnyPerTonneYear/COD: a decimal string (CNY per tonne and year), at most 9 digits before and 6 after the point",
      "/lines/0/tonnes: a decimal string (tonnes), at most 12 digits before and 3 after the point",
      "/lines/1/pollutant: required: a text of 1 to 50 characters",
      "/lines/1/tonnes: a decimal string (tonnes), at most 12 digits before and 3 after the point",
      "/lines/2/tonnes: must be above zero",
      "/years: a whole number of years, 1 to 100",
      "/firstShare: a decimal string (a ratio), at most 4 digits before and 6 after the point",
      "/instalment: unknown member; did you mean instalments?",
    ]);
    expect([out, code]).toEqual(["", 2]);
  });

  it("tells everything that breaks a rule, with the document and article", async () => {
    const lines = ["Pb", "COD", "COD"].map((pollutant) => ({ pollutant, tonnes: "1" }));
    const { out, errors, code } = await fee({ lines, firstShare: "1", instalments: 6 });
    expect(told(errors)).toEqual([
      expect.stringMatching(/^\/lines\/2\/pollutant: COD is named more than once.*财税〔2015〕61号, article 10/),
      expect.stringMatching(/^\/lines\/0\/pollutant: The rate table has no rate for Pb.*财税〔2015〕61号, article 11/),
      expect.stringMatching(/^\/firstShare: Of 6 instalments.*财税〔2015〕61号, article 13/),
      expect.stringMatching(/^\/instalments: .*no. 6 is due 60 months after the first, and the term has 5 years/),
    ]);
    expect([out, code]).toEqual(["", 2]);
  });

  it.each<[what: string, change: object, sentence: RegExp]>([
    ["no instalments", { instalments: 0 }, /^\/instalments: 0 is no number of instalments.*财税〔2015〕61号, article 13/],
    [
      "an instalment of nothing",
      { lines: [{ pollutant: "COD", tonnes: "0.001" }], years: 5, ratesCnyPerTonneYear: { COD: "6" } },
      /^\/instalments: 0.03 CNY/,
    ],
    ["no lines", { lines: [] }, /^\/lines: at least one line/],
  ])("refuses %s", async (_what, change, sentence) => {
    const { out, errors, code } = await fee(change);
    expect(told(errors)).toEqual([expect.stringMatching(sentence)]);
    expect([out, code]).toEqual(["", 2]);
  });

  it("with --lines tells further errors beside the first", async () => {
    const { out, code } = await ecovalue(["fee", "--lines"], `${JSON.stringify(zhuzhou)}\n{"lines":[],"years":5}\n`);
    const answers = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers).toMatchObject([
      { totalCny: "16000.00" },
      { error: { pointer: "/ratesCnyPerTonneYear" }, furtherErrors: [{ pointer: "/lines" }] },
    ]);
    expect(code).toBe(2);
  });

  it("tells a hundred errors and the number of the others", async () => {
    const { errors } = await fee({ lines: Array.from({ length: 150 }, () => ({ pollutant: "COD", tonnes: "x" })) });
    expect(told(errors)).toHaveLength(101);
    expect(told(errors).at(-1)).toBe("the document: 50 more errors");
  });
});

describe("ecovalue deposit", () => {
  it.each([
    ["COD", { basePriceCny: "4000", rate: "0.10", tonnes: "16.81", years: 5 }, "33620.00"],
    ["SO2", { basePriceCny: "1000", rate: "0.10", tonnes: "10.46", years: 5 }, "5230.00"],
  ])("is what Quzhou's rule of 2015 gives for its lot of %s", async (_pollutant, terms, depositCny) => {
    const { out, errors, code } = await ecovalue(["deposit"], JSON.stringify(terms));
    expect([JSON.parse(out), errors, code]).toEqual([{ depositCny }, "", 0]);
  });

  it("is the same for the example file", async () => {
    const { out, code } = await ecovalue(["deposit", `${examples}deposit-quzhou-2015.json`]);
    expect([JSON.parse(out), code]).toEqual([{ depositCny: "33620.00" }, 0]);
  });

  it("tells everything that is wrong with its input", async () => {
    const { out, errors, code } = await ecovalue(["deposit"], '{"basePriceCny":"0","rate":0.1,"years":5.5}');
    expect(
      errors
        .trimEnd()
        .split("\n")
        .map((line) => line.split(": ")[1]),
    ).toEqual(["/basePriceCny", "/rate", "/tonnes", "/years"]);
    expect([out, code]).toEqual(["", 2]);
  });

  it("and the fee have examples that the page of examples names", () => {
    const page = readFileSync(`${examples}README.md`, "utf8");
    for (const name of ["use-fee-zhuzhou-2016.json", "deposit-quzhou-2015.json"]) expect(page).toContain(name);
  });
});
