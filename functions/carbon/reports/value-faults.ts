import { type Direction, inFactorUnit, kindRow, kindWords, unitsOf } from "../../../shared/carbon/kinds.ts";
import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import { plusDays } from "../../../shared/kernel/calendar.ts";
import { type Decimal, decimal, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { fault } from "./faults.ts";
import { valuesRules } from "./rules.ts";
import type { ReportLine, ReportValues, ValueFault } from "./shapes.ts";

/** What the values of a report are compared with. */
export interface ComparedWith {
  readonly year: string;
  /** The month that it is now, `YYYY-MM`. */
  readonly month: string;
  /** What the accepted report of the year before states. */
  readonly before: Pick<ReportValues, "lines" | "outputs"> | undefined;
  /** By what share of last year's amount a line may differ without an explanation, by the control plan and the line's name. */
  readonly jumpLimits: ReadonlyMap<string, Decimal>;
  /** The share for what the plan does not name. */
  readonly jumpLimit: Decimal;
  /** Whether the list of key entities says that it generates electricity or heat of its own. */
  readonly generates: boolean;
}

/** Lines of a report as far as rules need them. */
type Line = Pick<ReportLine, "kind" | "direction" | "unit" | "amount">;

/** The direction of a line: the usual one of its kind where none is stated. */
export function directionOf({ kind, direction }: Pick<ReportLine, "kind" | "direction">): Direction {
  return direction ?? kindRow(kind).directions[0] ?? "in";
}
/** What identifies a line in its report. */
export function lineName(line: Pick<ReportLine, "kind" | "direction">): string {
  return `${line.kind} ${directionOf(line)}`;
}
/** The amount of a line in the unit of factors; undefined where its unit does not suit its kind. */
export function amountOf({ kind, unit, amount }: Pick<ReportLine, "kind" | "unit" | "amount">): Decimal | undefined {
  return unitsOf(kind).includes(unit) ? inFactorUnit(decimal(amount), unit) : undefined;
}

/** Everything that can't stand in a report, whatever else it says: all at once. */
export function valueFaults(values: ReportValues, compared: ComparedWith): readonly ValueFault[] {
  return [
    ...sizeFaults(values),
    ...values.lines.flatMap((line, index) => lineFaults(values.lines, line, index, compared)),
    ...values.generated.flatMap(({ kind, unit }, index) => unitFaults(kind, unit, `/generated/${index}/unit`, index)),
    ...invoiceFaults(values, compared),
    ...outputFaults(values),
    ...dayFaults(values, compared),
    ...exportFaults(values, compared),
  ];
}

/** A report is kept as one: what is longer than what can be kept is refused before anything is. */
function sizeFaults(values: ReportValues): readonly ValueFault[] {
  const bytes = Buffer.byteLength(JSON.stringify(values));
  if (bytes <= valuesRules.mostBytes) return [];
  const expected = {
    zh: `以 JSON 计不超过 ${valuesRules.mostBytes} 字节：请合并发票或缩短文字`,
    en: `at most ${valuesRules.mostBytes} bytes as JSON: add invoices up, or shorten texts`,
  };
  return [fault("too-large", { pointer: "", found: `${bytes}`, ...expected })];
}

/** A text as it is compared: full-width forms, blanks and case make no difference. */
export function folded(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, "").toUpperCase();
}

/** A year has no more days of production than days: allocation by history counts them. */
function dayFaults(
  { productionDays = 0 }: Pick<ReportValues, "productionDays">,
  { year }: Pick<ComparedWith, "year">,
): readonly ValueFault[] {
  const days = plusDays(`${year}-02-28`, 1).endsWith("-29") ? 366 : 365;
  if (productionDays <= days) return [];
  const expected = { zh: `${year} 年至多 ${days} 天`, en: `at most the ${days} days of ${year}` };
  return [fault("days-beyond-year", { pointer: "/productionDays", found: `${productionDays}`, ...expected })];
}

/** Each product once: benchmarks count its output, and jumps are found in it. */
function outputFaults({ outputs }: Pick<ReportValues, "outputs">): readonly ValueFault[] {
  return outputs.flatMap(({ product }, index) => {
    const first = outputs.findIndex((other) => folded(other.product) === folded(product));
    if (first === index) return [];
    const expected = { zh: `每一产品只填一行，第 ${first + 1} 行已填`, en: `each product once; line ${first + 1} has it` };
    return [fault("output-twice", { pointer: `/outputs/${index}`, index, found: product, ...expected })];
  });
}

function lineFaults(
  lines: readonly ReportLine[],
  line: ReportLine,
  index: number,
  { before }: Pick<ComparedWith, "before">,
): readonly ValueFault[] {
  const { kind, unit, direction } = line;
  const pointer = `/lines/${index}`;
  const allowed = kindRow(kind).directions;
  const first = lines.findIndex((other) => lineName(other) === lineName(line));
  return [
    ...unitFaults(kind, unit, `${pointer}/unit`, index),
    ...(direction === undefined || allowed.includes(direction)
      ? []
      : [
          fault("direction-unsuited", {
            ...{ pointer: `${pointer}/direction`, index, found: direction },
            ...{ zh: `方向只能为 ${allowed.join("、")}`, en: `direction ${allowed.join(" or ")}` },
          }),
        ]),
    ...(first === index
      ? []
      : [
          fault("kind-twice", {
            ...{ pointer, index, found: lineName(line) },
            ...{ zh: `每一品种和方向只填一行，第 ${first + 1} 行已填`, en: `each kind and direction once; line ${first + 1} has it` },
          }),
        ]),
    ...suspectFaults(line, index, before?.lines ?? []),
  ];
}

function unitFaults(kind: string, unit: ReportLine["unit"], pointer: string, index: number): readonly ValueFault[] {
  const units = unitsOf(kind);
  if (units.includes(unit)) return [];
  const { zh, en } = kindWords[kind] ?? { zh: kind, en: kind };
  const expected = { zh: `${zh}的单位：${units.join("、")}`, en: `a unit of ${en}: ${units.join(", ")}` };
  return [fault("unit-unsuited", { pointer, index, found: unit, ...expected })];
}

const suspectRatio = decimal(mrvRules.unitSuspectRatio.value);

/** An amount that differs from last year's by powers of ten is taken for one in a wrong unit, unless it is explained. */
function suspectFaults(line: ReportLine, index: number, before: readonly Line[]): readonly ValueFault[] {
  const [now, then] = [amountOf(line), lastYears(line, before)];
  if (line.explanation !== undefined || !now || !then || now.isZero() || then.isZero()) return [];
  if (now.div(then).lt(suspectRatio) && then.div(now).lt(suspectRatio)) return [];
  const [unit] = unitsOf(line.kind);
  const last = `${plain(then)} ${unit}`;
  const expected = {
    zh: `上年核定为 ${last}，请核对单位；确属如此的，填写说明`,
    en: `last year it was ${last}: check the unit, or explain the amount`,
  };
  return [fault("unit-suspect", { pointer: `/lines/${index}/amount`, index, found: `${line.amount} ${line.unit}`, ...expected })];
}

/** Last year's amount of a line in the unit of factors. */
export function lastYears(line: Pick<ReportLine, "kind" | "direction">, before: readonly Line[]): Decimal | undefined {
  const same = before.find((other) => lineName(other) === lineName(line));
  return same && amountOf(same);
}

/** An invoice is the same if seller and number are, whatever their case, blanks and full-width forms. */
export function invoiceKey({ seller, number }: { readonly seller: string; readonly number: string }): string {
  return [seller, number].map(folded).join("\n");
}

function invoiceFaults({ lines }: Pick<ReportValues, "lines">, { year, month: thisMonth }: ComparedWith): readonly ValueFault[] {
  const seen = new Map<string, string>();
  const faults: ValueFault[] = [];
  for (const [index, { kind, invoices }] of lines.entries())
    for (const [position, { number, seller, month, unit }] of invoices.entries()) {
      const pointer = `/lines/${index}/invoices/${position}`;
      const key = invoiceKey({ seller, number });
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, pointer);
      else {
        const expected = { zh: `同一发票只计一次，已见于 ${earlier}`, en: `each invoice once; it stands at ${earlier}` };
        faults.push(fault("invoice-twice", { pointer, index, found: `${seller} ${number}`, ...expected }));
      }
      faults.push(...unitFaults(kind, unit, `${pointer}/unit`, index));
      if (month > thisMonth) {
        const expected = { zh: `不晚于 ${thisMonth} 的月份`, en: `a month up to ${thisMonth}` };
        faults.push(fault("month-in-future", { pointer: `${pointer}/month`, index, found: month, ...expected }));
      } else if (month.slice(0, 4) !== year) {
        const expected = { zh: `${year} 年的月份`, en: `a month of ${year}` };
        faults.push(fault("month-outside-year", { pointer: `${pointer}/month`, index, found: month, ...expected }));
      }
    }
  return faults;
}

/** What is exported is at most what was bought and generated; generation counts of those who are listed with it. */
function exportFaults(
  { lines, generated }: Pick<ReportValues, "lines" | "generated">,
  { generates }: Pick<ComparedWith, "generates">,
): readonly ValueFault[] {
  return ["electricity", "heat"].flatMap((kind) => {
    const of = (each: readonly Line[]) => sum(each.filter((line) => line.kind === kind).map((line) => amountOf(line) ?? zero));
    const exported = of(lines.filter((line) => directionOf(line) === "out"));
    const supply = of([...lines.filter((line) => directionOf(line) === "in"), ...(generates ? generated : [])]);
    if (exported.lte(supply)) return [];
    const index = lines.findIndex((line) => line.kind === kind && directionOf(line) === "out");
    const [unit] = unitsOf(kind);
    const expected = {
      zh: generates ? `不超过外购与自产之和 ${plain(supply)} ${unit}` : `不超过外购量 ${plain(supply)} ${unit}：名录未载明自产`,
      en: generates
        ? `at most what was bought and generated, ${plain(supply)} ${unit}`
        : `at most what was bought, ${plain(supply)} ${unit}: the list of key entities names no own generation`,
    };
    return [fault("export-above-supply", { pointer: `/lines/${index}/amount`, index, found: `${plain(exported)} ${unit}`, ...expected })];
  });
}
