import { decimal, formatFen, plain, sum } from "../../../shared/kernel/decimal.ts";
import { tradeSeries } from "../../../shared/records/trade-record.ts";
import type { Aggregate } from "./aggregates.ts";
import { averagePrice } from "./average-price.ts";
import type { Cell } from "./shapes.ts";

/** Sums of the cells of several aggregates, which have no record in common. */
export function totalsOf(aggregates: readonly Pick<Aggregate, "cells">[], kind: string | undefined) {
  const cells = aggregates.flatMap((each) => each.cells).filter((cell) => kind === undefined || cell.kind === kind);
  const traded = cells.filter(({ series }) => series !== undefined);
  const known: readonly string[] = tradeSeries;
  const names = [...new Set(traded.flatMap(({ series }) => series ?? []))].sort((one, other) => known.indexOf(one) - known.indexOf(other));
  const series = names.map((name) => ({ series: name, ...tradedOf(traded.filter((cell) => cell.series === name)) }));
  const kinds = [...new Set(cells.filter((cell) => cell.series === undefined).map((cell) => cell.kind))].sort();
  const others = kinds.map((name) => ({
    kind: name,
    ...countedOf(cells.filter((cell) => cell.kind === name && cell.series === undefined)),
  }));
  return { trades: countOf(traded), turnover: formatFen(sumOf(traded, "amount")), series, others };
}

/** The figures of trades of one series: turnover counts only what was settled, never what was forfeited. */
export function tradedOf(cells: readonly Cell[]) {
  const [quantity, tonneYears, amount] = [sumOf(cells, "quantity"), sumOf(cells, "tonneYears"), sumOf(cells, "amount")];
  return {
    trades: countOf(cells),
    quantity: plain(quantity),
    turnover: formatFen(amount),
    averagePrice: averagePrice(amount, tonneYears),
  };
}

function countedOf(cells: readonly Cell[]) {
  return { records: countOf(cells), quantity: plain(sumOf(cells, "quantity")), amount: formatFen(sumOf(cells, "amount")) };
}

function countOf(cells: readonly Cell[]): number {
  return cells.reduce((total, { records }) => total + records, 0);
}

function sumOf(cells: readonly Cell[], member: "quantity" | "tonneYears" | "amount") {
  return sum(cells.map((cell) => decimal(cell[member])));
}
