import { areas } from "../../../shared/kernel/areas.ts";
import { moneyText } from "../../../shared/kernel/money-text.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import { itemName } from "../../../shared/valuation/asset-items.ts";
import { instrumentText, instrumentUnit } from "../../../shared/valuation/instrument-names.ts";
import type { PositionName } from "../register/rows.ts";
import type { CoveredPosition } from "./covered-position.ts";
import type { Basis } from "./slice-value.ts";
import type { CoverageRow } from "./store.ts";

/** A coverage in words. */
export function coverageText({ ratio }: Pick<CoverageRow, "ratio">): Bilingual {
  return ratio === undefined
    ? { zh: "已无被担保余额", en: "nothing is secured any more" }
    : { zh: `覆盖率 ${ratio.toFixed(4)}`, en: `coverage is ${ratio.toFixed(4)}` };
}

/** What the values rest on, each price once. */
export function pricingText(positions: readonly CoveredPosition[]): Bilingual {
  const bases = [...new Map(positions.map(({ basis }) => [basisText(basis).en, basis])).values()].map(basisText);
  if (bases.length === 0) return { zh: "目前没有质押物", en: "nothing is pledged" };
  return { zh: bases.map(({ zh }) => zh).join("；"), en: bases.map(({ en }) => en).join("; ") };
}

function basisText(basis: Basis): Bilingual {
  if (basis.kind === "appraisal")
    return {
      zh: `按 ${basis.appraisedOn} 的评估值，未公布基准价`,
      en: `by the appraisal of ${basis.appraisedOn}, as no price is published`,
    };
  const { item, area, priceCny, period, effectiveOn, version } = basis;
  return {
    zh: `按${itemName(item).zh}基准价 ${moneyText(priceCny, "zh")} 元（${areaName(area).zh}，${period}，自 ${effectiveOn} 起适用，第 ${version} 版）`,
    en: `by the baseline price of ${itemName(item).en}, CNY ${moneyText(priceCny, "en")} (${areaName(area).en}, ${period}, from ${effectiveOn}, version ${version})`,
  };
}

/** What brings a coverage back to the line of watch; nothing where it is there. */
export function cureText(cure: CoverageRow["cure"]): Bilingual {
  if (!cure) return { zh: "", en: "" };
  const { repayCny, add } = cure;
  if (!add)
    return {
      zh: `偿还 ${moneyText(repayCny, "zh")} 元，即可恢复至预警线。`,
      en: ` Repaying CNY ${moneyText(repayCny, "en")} restores the line of watch.`,
    };
  return {
    zh: `追加质押${instrumentText(add.instrument).zh} ${add.quantity}${instrumentUnit(add.instrument).zh}，或偿还 ${moneyText(repayCny, "zh")} 元，即可恢复至预警线。`,
    en: ` Pledging ${add.quantity}${instrumentUnit(add.instrument).en} more of ${instrumentText(add.instrument).en} or repaying CNY ${moneyText(repayCny, "en")} restores the line of watch.`,
  };
}

/** What is pledged, in words. */
export function pledgedText(pledged: readonly (PositionName & { readonly quantity: string })[]): Bilingual {
  const zh = pledged
    .map(({ quantity, instrument }) => `${instrumentText(instrument).zh} ${quantity}${instrumentUnit(instrument).zh}`)
    .join("、");
  const en = pledged
    .map(({ quantity, instrument }) => `${quantity}${instrumentUnit(instrument).en} of ${instrumentText(instrument).en}`)
    .join(", ");
  return { zh: zh || "无", en: en || "nothing" };
}

function areaName(area: string): Bilingual {
  return areas.find(({ code }) => code === area) ?? { zh: area, en: area };
}
