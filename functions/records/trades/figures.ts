import type { Decimal } from "../../../shared/kernel/decimal.ts";

/** Figures of a record that its list within an auction is also kept by. */
export const figures = ["price", "quantity"] as const;
/** One of them. */
export type Figure = (typeof figures)[number];

/** A range of a figure: both ends are included, and each may be left out. */
export interface FigureRange {
  readonly of: Figure;
  readonly least?: Decimal | undefined;
  readonly most?: Decimal | undefined;
}

const integerDigits = 20;
const places = 6;

/**
 * A decimal as a text that sorts as its value: a sign, then as many digits before and after the point for every value. Below zero, the digits
 * are those missing to nine, because the greater amount is the smaller value.
 */
export function sortableDecimal(value: Decimal): string {
  const [whole = "", fraction = ""] = value.abs().toFixed(places).split(".");
  const digits = `${whole.padStart(integerDigits, "0")}.${fraction}`;
  return value.lt(0) ? `-${digits.replace(/\d/g, (digit) => String(9 - Number(digit)))}` : `0${digits}`;
}

/** The sort keys of a range of a figure: a key is the figure, then the key of the record. */
export function figureBounds({ least, most }: FigureRange): { readonly from?: string; readonly to?: string } {
  // `#` and everything that follows it sorts before `~`.
  return { ...(least && { from: sortableDecimal(least) }), ...(most && { to: `${sortableDecimal(most)}~` }) };
}

/** Least and most of figures, as a query names them. */
export interface AskedFigures {
  readonly leastPrice?: Decimal | undefined;
  readonly mostPrice?: Decimal | undefined;
  readonly leastQuantity?: Decimal | undefined;
  readonly mostQuantity?: Decimal | undefined;
}

/** The ranges of figures that a query asks for. */
export function figuresOf({ leastPrice, mostPrice, leastQuantity, mostQuantity }: AskedFigures): FigureRange[] {
  const ranges: readonly FigureRange[] = [
    { of: "price", least: leastPrice, most: mostPrice },
    { of: "quantity", least: leastQuantity, most: mostQuantity },
  ];
  return ranges.filter(({ least, most }) => least !== undefined || most !== undefined);
}
