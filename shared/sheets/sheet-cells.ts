import { Decimal, plain } from "../kernel/decimal.ts";
import { dayOfSerial } from "./serial-days.ts";
import type { Worksheet } from "./workbook.ts";
import { writtenNumber } from "./written-number.ts";

/** What stands in a cell: its kind, and its text as a person would write it. */
export interface SheetCell {
  /** Position of its column, counted from 0. */
  readonly column: number;
  readonly kind: "text" | "number" | "date" | "percent" | "boolean" | "error" | "formula" | "damaged";
  readonly text: string;
}

/** A cell as its elements give it: the type and style that it names, and the texts within. */
export interface RawCell {
  column: number;
  type: string;
  style: number;
  value: string;
  inline: string;
  /** Text of the formula; undefined without one. */
  formula: string | undefined;
}

/** The cell that is meant; undefined for one that only has a style. */
export function cellOf({ column, type, style, value, inline, formula }: RawCell, sheet: Worksheet): SheetCell | undefined {
  if (formula !== undefined) return { column, kind: "formula", text: `=${formula}` };
  if (type === "inlineStr") return inline === "" ? undefined : { column, kind: "text", text: inline };
  if (value === "") return undefined;
  switch (type) {
    case "s": {
      const text = /^\d+$/.test(value) ? sheet.sharedTexts[Number(value)] : undefined;
      if (text === undefined) return { column, kind: "damaged", text: value };
      return text === "" ? undefined : { column, kind: "text", text };
    }
    case "str":
      return { column, kind: "text", text: value };
    case "b":
      return { column, kind: "boolean", text: value === "1" ? "TRUE" : "FALSE" };
    case "e":
      return { column, kind: "error", text: value };
    case "d":
      return { column, kind: "date", text: value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, "") };
    default:
      return numberCell(column, value, style, sheet);
  }
}

function numberCell(column: number, value: string, style: number, { formats, dateSystem }: Worksheet): SheetCell {
  const number = writtenNumber(value);
  if (number === undefined) return { column, kind: "damaged", text: value };
  switch (formats[style] ?? "number") {
    case "date": {
      const day = dayOfSerial(Number(number), dateSystem);
      return day === undefined ? { column, kind: "damaged", text: value } : { column, kind: "date", text: day };
    }
    case "percent":
      return { column, kind: "percent", text: `${plain(new Decimal(number).times(100))}%` };
    case "number":
      return { column, kind: "number", text: number };
  }
}
