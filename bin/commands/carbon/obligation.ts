import * as z from "zod";
import { type Exposure, exposureOf, exposureRule, newestExposureRule } from "../../../shared/carbon/exposure.ts";
import { marketNames, marketOf, surrenderDay } from "../../../shared/carbon/markets.ts";
import { offsetLimit, requiredTonnes, shortTonnes } from "../../../shared/carbon/obligation.ts";
import { carbonAmount, wholeTonnesText } from "../../../shared/carbon/quantities.ts";
import { type Decimal, decimal, plain } from "../../../shared/kernel/decimal.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import { decimalOut, pathYear, plainDate, price, ratio } from "../../../shared/kernel/schemas.ts";
import type { Command } from "../command.ts";
import { invalidDocument, readAll } from "../read-all.ts";

/** The input of `ecovalue obligation`. */
const obligationDocument = z.strictObject({
  market: z.enum(marketNames).default("national").describe("Market whose rules count"),
  verifiedTco2: carbonAmount.describe("Verified emissions, tonnes of CO2"),
  surrenderedTonnes: wholeTonnesText.prefault("0").describe("Allowances surrendered, whole tonnes, without offsets"),
  offsetTonnes: wholeTonnesText.prefault("0").describe("Certified reductions given for it, whole tonnes"),
  offsetShare: ratio.optional().describe("Share of the obligation that certified reductions may cover; that of the market if absent"),
  year: pathYear.optional().describe("Year of the emissions, YYYY; the deadline follows from it"),
  deadline: plainDate
    .optional()
    .describe("Last day of surrender; chooses the rule of exposure. Without it and `year`: the market's newest rule"),
  averageCny: price.optional().describe("Average price that the rule of exposure asks for, CNY for one tonne"),
});

const text = z.string();
const source = z.strictObject({ zh: text, en: text });
const money = z.string().regex(/^\d+\.\d{2}$/);

/** The output of `ecovalue obligation`. */
const obligationResult = z.strictObject({
  market: z.enum(marketNames),
  requiredTonnes: decimalOut.describe("What has to be surrendered, whole tonnes"),
  offsetShare: decimalOut,
  offsetLimitTonnes: decimalOut.describe("Most certified reductions that count: the share of what is required, rounded down"),
  surrenderedTonnes: decimalOut,
  offsetTonnes: decimalOut,
  shortTonnes: decimalOut.describe("What is missing"),
  deadline: text.nullable(),
  exposure: z
    .strictObject({ fromCny: money, toCny: money, ruleId: text, source, unverified: text.optional() })
    .nullable()
    .describe("What may have to be paid for what is missing; null if it can't be said"),
  exposureReason: source.optional().describe("Why it can't be said"),
});

type Terms = z.output<typeof obligationDocument>;

/** `ecovalue obligation`: what has to be surrendered, what offsets may cover, and what is at stake. */
export const obligationCommand: Command = {
  name: "obligation",
  summary: "compute a surrender obligation: verified emissions in, whole tonnes, offset limit, shortage and exposure out",
  help: `Required: verified emissions, rounded up to whole tonnes. Offsets: at most share x required, rounded down. Exposure: by the rule of the
market on the day of the deadline; in the national market 5 to 10 times the average price of the month before the deadline for
each tonne short (averageCny). A rule that was not compared with its text says so ("unverified").

Example
  ecovalue obligation docs/examples/obligation-national.json`,
  input: obligationDocument,
  output: obligationResult,
  companions: [],
  run: (document) => {
    const terms = readAll(obligationDocument, document);
    if (!terms.ok) return terms;
    const { market: name, verifiedTco2, surrenderedTonnes, offsetTonnes } = terms.value;
    const market = marketOf(name);
    const required = requiredTonnes(verifiedTco2, market.obligation.rounding);
    const share = terms.value.offsetShare ?? decimal(market.offset.share);
    const limit = offsetLimit(required, share);
    if (offsetTonnes.gt(limit)) {
      const detail = `at most ${plain(limit)} tonnes: ${plain(share)} of ${plain(required)}, rounded down (${market.offset.source.en})`;
      return invalidDocument([{ path: ["offsetTonnes"], detail }]);
    }
    const { short } = shortTonnes({ required, allowances: surrenderedTonnes, offsets: offsetTonnes, limit });
    const deadline = deadlineOf(terms.value);
    return accept({
      market: name,
      requiredTonnes: plain(required),
      offsetShare: plain(share),
      offsetLimitTonnes: plain(limit),
      surrenderedTonnes: plain(surrenderedTonnes),
      offsetTonnes: plain(offsetTonnes),
      shortTonnes: plain(short),
      deadline: deadline ?? null,
      ...exposed(terms.value, deadline, short),
    } satisfies z.input<typeof obligationResult>);
  },
};

function deadlineOf({ market, year, deadline }: Terms): string | undefined {
  return deadline ?? (year === undefined ? undefined : surrenderDay(marketOf(market), year));
}

function exposed(
  { market, averageCny }: Terms,
  deadline: string | undefined,
  short: Decimal,
): { readonly exposure: Exposure | null; readonly exposureReason?: Bilingual } {
  const rule = deadline === undefined ? newestExposureRule(market) : exposureRule(market, deadline);
  if (rule === undefined)
    return { exposure: null, exposureReason: { zh: "该市场在截止日没有罚则数据", en: "no rule of the market is known for the deadline" } };
  const exposure = exposureOf(rule, short, averageCny);
  if (exposure) return { exposure };
  return {
    exposure: null,
    exposureReason: { zh: "罚则需要均价：请给出 averageCny", en: "the rule asks for an average price: state averageCny" },
  };
}
