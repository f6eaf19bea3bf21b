import type { Bilingual } from "../kernel/problem.ts";
import type { Instrument } from "../ledger/instrument.ts";
import { assetItemOf } from "./asset-classes.ts";
import { itemName } from "./asset-items.ts";

/** How people call a class of instruments, and what they count it in: the unit follows a number as it is written. */
interface ClassName {
  readonly name: Bilingual;
  readonly unit: Bilingual;
}

const tonnes: Bilingual = { zh: " 吨", en: " t" };
const classNames: Readonly<Record<string, ClassName>> = {
  permit: { name: { zh: "排污权", en: "Emission permit" }, unit: tonnes },
  allowance: { name: { zh: "碳排放配额", en: "Carbon allowance" }, unit: tonnes },
  income: { name: { zh: "收益权份额", en: "Shares of income" }, unit: { zh: "%", en: " %" } },
};
const unknownUnit: Bilingual = { zh: " 单位", en: " units" };

const month = /^\d{4}-\d{2}$/;
const year = /^\d{4}$/;

/** An instrument as people read it: `排污权（化学需氧量，梁子湖流域，2025-01 至 2029-12）`. What has no name for people stays as it is. */
export function instrumentText(instrument: Instrument): Bilingual {
  const ofClass = classNameOf(instrument);
  if (!ofClass) return { zh: instrument, en: instrument };
  const item = assetItemOf(instrument);
  const named = item === undefined ? ofClass.name : itemName(item);
  const rest = instrument.slice(item === undefined ? instrument.indexOf("/") + 1 : item.length + 1).split("/");
  const details = detailsOf(rest.filter((part) => part !== ""));
  return { zh: withDetails(named.zh, details.zh, "（", "，", "）"), en: withDetails(named.en, details.en, " (", ", ", ")") };
}

/** What follows a quantity of an instrument: ` 吨`, `%`. */
export function instrumentUnit(instrument: Instrument): Bilingual {
  return classNameOf(instrument)?.unit ?? unknownUnit;
}

/** By the name alone: a text is written of whatever a fact names. */
function classNameOf(instrument: Instrument): ClassName | undefined {
  const [name = ""] = instrument.split("/");
  return Object.hasOwn(classNames, name) ? classNames[name] : undefined;
}

/** Months are a term, or the last month of one; a year is that of an allowance; everything else is a name of its own. */
function detailsOf(parts: readonly string[]): Bilingual {
  const months = parts.filter((part) => month.test(part));
  const term: Bilingual =
    months.length > 1 ? { zh: months.join(" 至 "), en: months.join(" to ") } : { zh: `至 ${months[0]}`, en: `to ${months[0]}` };
  const others = parts.filter((part) => !month.test(part));
  const said = others.map((part) => (year.test(part) ? { zh: `${part} 年度`, en: part } : { zh: part, en: part }));
  const all = months.length > 0 ? [...said, term] : said;
  return { zh: all.map(({ zh }) => zh).join("，"), en: all.map(({ en }) => en).join(", ") };
}

/** A name with details, which join those in the brackets that it may end with. */
function withDetails(name: string, details: string, open: string, comma: string, close: string): string {
  if (details === "") return name;
  return name.endsWith(close) ? `${name.slice(0, -close.length)}${comma}${details}${close}` : `${name}${open}${details}${close}`;
}
