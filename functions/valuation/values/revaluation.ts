import type { PlainDate, YearMonth } from "../../../shared/kernel/calendar.ts";
import type { AssetItem } from "../../../shared/valuation/asset-classes.ts";
import type { PositionPage } from "./position-page.ts";

/** What all positions of an item are valued again for: a price that was published, or a month that began. */
export type Revaluation = {
  readonly revaluationId: string;
  readonly item: AssetItem;
  /** The day from which it counts. */
  readonly day: PlainDate;
} & ({ readonly because: "price"; readonly price: NonNullable<PositionPage["price"]> } | { readonly because: "month" });

/** The revaluation of an item for a month that began. */
export function revaluationForMonth(item: AssetItem, month: YearMonth): Revaluation {
  return { revaluationId: `month.${item.replaceAll("/", ".")}.${month}`, item, day: `${month}-01`, because: "month" };
}
