import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import rules from "./disclosure-rules.json" with { type: "json" };
import type { Cell } from "./shapes.ts";

/** Whether everybody may read quantity and price of a trade by the terms of its sale; of what is no sale, nothing was announced. */
export function tellsFigures({ published = [] }: Pick<TradeRecord, "published">): boolean {
  return published.includes("quantity") && published.includes("price");
}

/**
 * Whether the public must not read the figures of a cell: so few bought in it that they would tell quantity or price of a trade whose terms keep
 * them from the public.
 */
export function isWithheld({ unpublished, buyers }: Pick<Cell, "unpublished" | "buyers">): boolean {
  return unpublished > 0 && (buyers?.parties ?? 0) < rules.leastBuyers;
}
