import type { Bilingual } from "../../../shared/kernel/problem.ts";
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
    zh: `按 ${item} 基准价 ${priceCny} 元（区域 ${area}，${period}，自 ${effectiveOn} 起，第 ${version} 版）`,
    en: `by the baseline price of ${item}, CNY ${priceCny} (area ${area}, ${period}, from ${effectiveOn}, version ${version})`,
  };
}

/** What brings a coverage back to the line of watch; nothing where it is there. */
export function cureText(cure: CoverageRow["cure"]): Bilingual {
  if (!cure) return { zh: "", en: "" };
  const { repayCny, add } = cure;
  if (!add) return { zh: `偿还 ${repayCny} 元即可恢复至关注线。`, en: ` Repaying CNY ${repayCny} restores the line of watch.` };
  return {
    zh: `补充质押 ${add.quantity} 单位 ${add.instrument}，或偿还 ${repayCny} 元，即可恢复至关注线。`,
    en: ` Pledging ${add.quantity} more of ${add.instrument} or repaying CNY ${repayCny} restores the line of watch.`,
  };
}

/** What is pledged, in words. */
export function pledgedText(pledged: readonly (PositionName & { readonly quantity: string })[]): Bilingual {
  const zh = pledged.map(({ quantity, instrument }) => `${instrument} ${quantity} 单位`).join("、");
  const en = pledged.map(({ quantity, instrument }) => `${quantity} of ${instrument}`).join(", ");
  return { zh: zh || "无", en: en || "nothing" };
}
