import { kindWords } from "../../../shared/carbon/kinds.ts";
import { type Decimal, decimal, plain } from "../../../shared/kernel/decimal.ts";
import { fault } from "./faults.ts";
import type { Computed, ReportValues, ValueFault } from "./shapes.ts";
import { amountOf, type ComparedWith, directionOf, invoiceKey, lastYears, lineName } from "./value-faults.ts";

/** What else findings need: figures by the factor set, and where invoices of the entity were used in other years. */
export interface FindingsContext extends ComparedWith {
  readonly computed: Computed;
  /** Year of the report that an invoice was submitted with, by `invoiceKey`. */
  readonly usedIn: ReadonlyMap<string, string>;
}

/** What a draft may have and a submitted report may not: unexplained jumps, missing lines and factors, and the like, all at once. */
export function openFindings(values: ReportValues, context: FindingsContext): readonly ValueFault[] {
  return [
    ...jumpFindings(values, context),
    ...missingLines(values, context),
    ...usedElsewhere(values, context),
    ...outputFindings(values),
    ...factorFindings(values, context),
  ];
}

function jumpFindings({ lines, outputs }: ReportValues, { before, jumpLimits, jumpLimit }: FindingsContext): readonly ValueFault[] {
  if (!before) return [];
  const asks = (then: string, limit: Decimal) => ({
    zh: `与上年 ${then} 相差超过 ${plain(limit.times(100))}%，须填写说明`,
    en: `an explanation: it differs from last year's ${then} by more than ${plain(limit.times(100))} %`,
  });
  const jumps = (now: Decimal, then: Decimal, limit: Decimal) => now.minus(then).abs().gt(then.times(limit));
  return [
    ...lines.flatMap((line, index) => {
      const now = amountOf(line);
      const then = lastYears(line, before.lines) ?? decimal("0");
      const limit = jumpLimits.get(lineName(line)) ?? jumpLimit;
      if (line.explanation !== undefined || !now || !jumps(now, then, limit)) return [];
      return [fault("jump-unexplained", { pointer: `/lines/${index}/amount`, index, found: plain(now), ...asks(plain(then), limit) })];
    }),
    ...outputs.flatMap(({ product, unit, amount, explanation }, index) => {
      // A product under another name or in another unit is a new one: benchmarks would count it without a question.
      const then = before.outputs.find((other) => other.product === product && other.unit === unit)?.amount ?? "0";
      if (explanation !== undefined || !jumps(decimal(amount), decimal(then), jumpLimit)) return [];
      return [fault("jump-unexplained", { pointer: `/outputs/${index}/amount`, index, found: amount, ...asks(then, jumpLimit) })];
    }),
  ];
}

/** Lines of last year that this year has not: they are stated with 0 and an explanation. */
function missingLines({ lines }: ReportValues, { before }: FindingsContext): readonly ValueFault[] {
  const named = new Set(lines.map(lineName));
  return (before?.lines ?? [])
    .filter((line) => !named.has(lineName(line)) && !decimal(line.amount).isZero())
    .map((line) => {
      const { zh, en } = kindWords[line.kind] ?? { zh: line.kind, en: line.kind };
      const last = `${line.amount} ${line.unit}`;
      const expected = {
        zh: `上年有${zh} ${last}：填 0 并说明`,
        en: `a line for ${en}, of which there were ${last} last year: 0 with an explanation`,
      };
      return fault("line-missing", { pointer: "/lines", found: "", ...expected });
    });
}

function usedElsewhere({ lines }: ReportValues, { usedIn }: FindingsContext): readonly ValueFault[] {
  return lines.flatMap(({ invoices }, index) =>
    invoices.flatMap((invoice, position) => {
      const other = usedIn.get(invoiceKey(invoice));
      if (other === undefined) return [];
      const found = `${invoice.seller} ${invoice.number}`;
      const expected = { zh: `未在其他年度使用的发票：${other} 年报告已计`, en: `an invoice that the report of ${other} does not count` };
      return [fault("invoice-elsewhere", { pointer: `/lines/${index}/invoices/${position}`, index, found, ...expected })];
    }),
  );
}

const energyless = new Set(["process", "recovered-co2"]);

function outputFindings({ lines, outputs }: ReportValues): readonly ValueFault[] {
  const uses = lines.some((line) => !energyless.has(line.kind) && directionOf(line) === "in" && !decimal(line.amount).isZero());
  const produces = outputs.some(({ amount }) => !decimal(amount).isZero());
  const [first] = outputs;
  if (uses && first && !produces && first.explanation === undefined) {
    const expected = { zh: "使用能源而产量为零，须填写说明", en: "an explanation: energy was used, and nothing was produced" };
    return [fault("output-zero", { pointer: "/outputs/0/amount", index: 0, found: first.amount, ...expected })];
  }
  if (!uses && produces && first?.explanation === undefined) {
    const expected = { zh: "有产量而未使用任何能源，须填写说明", en: "an explanation: there is an output, and no energy was used" };
    return [fault("nothing-used", { pointer: "/lines", found: "0", ...expected })];
  }
  return [];
}

/** What the set in force has no factor for can't be verified, and emissions are never below zero. */
function factorFindings({ lines }: ReportValues, { computed }: FindingsContext): readonly ValueFault[] {
  const lacking = computed.lines.flatMap(({ tco2, kind }, index) => {
    if (tco2 !== null || decimal(lines[index]?.amount ?? "0").isZero()) return [];
    const { factorSetId } = computed;
    const expected = {
      zh: `因子集 ${factorSetId} 有排放因子的品种`,
      en: `a kind for which the set ${factorSetId} has a factor of CO2`,
    };
    return [fault("no-factor", { pointer: `/lines/${index}/kind`, index, found: kind, ...expected })];
  });
  if (!decimal(computed.tco2).isNegative() || decimal(computed.tco2).isZero()) return lacking;
  const expected = { zh: "排放总量不小于零", en: "emissions of zero or above" };
  return [...lacking, fault("below-zero", { pointer: "/lines", found: computed.tco2, ...expected })];
}
