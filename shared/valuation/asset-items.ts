import * as z from "zod";
import { marketWords } from "../carbon/markets.ts";
import { message, messageOf } from "../kernel/message.ts";
import type { Bilingual } from "../kernel/problem.ts";
import { fitsPool, pollutants, pools } from "../permits/pools.ts";
import { type AssetItem, assetClasses, assetClassOf } from "./asset-classes.ts";

/** What is known about a part of an item's name: its values with their names. A part without a row may have any value. */
const partNames: Readonly<Record<string, ReadonlyMap<string, Bilingual>>> = {
  pollutant: new Map(pollutants.map(({ code, zh, en }) => [code, { zh, en }])),
  pool: new Map(pools.map(({ id, zh, en }) => [id, { zh, en }])),
  market: new Map(Object.entries(marketWords)),
};

const partLabels: Readonly<Record<string, Bilingual>> = {
  pollutant: { zh: "污染物", en: "pollutant" },
  pool: { zh: "总量池", en: "pool" },
  market: { zh: "市场", en: "market" },
};

const example = "permit/COD/liangzi-lake";
const classNames = assetClasses.map((each) => each.class).join(", ");

/** The parts of an item's name after its class, by what they are. */
function partsOf(item: AssetItem): ReadonlyMap<string, string> {
  const [, ...values] = item.split("/");
  return new Map((assetClassOf(item)?.parts ?? []).map((part, place) => [part, values[place] ?? ""]));
}

/** What is wrong with the name of an item; undefined if a baseline price can be published for it. */
export function itemFault(item: string): Bilingual | undefined {
  const found = assetClassOf(item);
  if (!found)
    return { zh: `须以资产类别开头：${classNames}，例如 ${example}`, en: `begins with a class of assets: ${classNames}, as ${example}` };
  const form = [found.class, ...found.parts].join("/");
  if (item.split("/").length !== found.parts.length + 1) return { zh: `须为 ${form}`, en: `has to be ${form}` };
  const parts = partsOf(item);
  for (const [part, value] of parts) {
    const known = partNames[part];
    const { zh = part, en = part } = partLabels[part] ?? {};
    const values = known && [...known.keys()].join(", ");
    if (known ? !known.has(value) : value === "") {
      return { zh: `${zh}须为：${values ?? "非空"}`, en: `no known ${en}: ${values ?? "it is empty"}` };
    }
  }
  const [pollutant, pool] = [parts.get("pollutant"), parts.get("pool")];
  if (pollutant !== undefined && pool !== undefined && !fitsPool(pollutant, pool)) {
    return { zh: `${pollutant} 不计入 ${pool}`, en: `${pollutant} is not counted in ${pool}` };
  }
  return undefined;
}

/** What a baseline price is for, as input. */
export const assetItem = z
  .string({ error: message(`须为资产项，例如 ${example}`, `an item, for example ${example}`) })
  .max(200)
  .superRefine((item, context) => {
    const fault = itemFault(item);
    if (fault) context.addIssue({ code: "custom", message: messageOf(fault) });
  })
  .describe("What a price is for: a class of assets and the parts of a name that its price depends on, such as `permit/COD/liangzi-lake`")
  .meta({ example });

/** An item as people read it: `排污权（化学需氧量，梁子湖流域）`. A part that is not known any more stays as it is. */
export function itemName(item: AssetItem): Bilingual {
  const { zh = item, en = item } = assetClassOf(item) ?? {};
  const names = [...partsOf(item)].map(([part, value]) => partNames[part]?.get(value) ?? { zh: value, en: value });
  if (names.length === 0) return { zh, en };
  return { zh: `${zh}（${names.map((name) => name.zh).join("，")}）`, en: `${en} (${names.map((name) => name.en).join(", ")})` };
}

/** What the price of an item is counted in. */
export function itemUnit(item: AssetItem): Bilingual {
  return assetClassOf(item)?.unit ?? { zh: "元", en: "CNY" };
}
