import { Decimal, decimal, plain } from "../../../shared/kernel/decimal.ts";
import { type Language, pollutantText, seriesText } from "../names.ts";
import type { MarketReport } from "./contract.ts";
import { type Html, html } from "./html.ts";
import { pageTexts } from "./page-texts.ts";

const size = { width: 720, height: 240, left: 70, right: 20, top: 15, bottom: 35 } as const;
const styles = 4;

type Series = MarketReport["prices"][number];

/** A line chart of the weighted prices of a pollutant, one line a series, with a text for those who can't see it. No chart of nothing. */
export function priceChart(pollutant: string, series: readonly Series[], periods: readonly string[], language: Language): readonly Html[] {
  const drawn = series.map(({ series: name, points }) => ({
    name,
    points: points.flatMap(({ period, averagePrice }) => (averagePrice === null ? [] : [{ period, price: decimal(averagePrice) }])),
  }));
  const prices = drawn.flatMap(({ points }) => points.map(({ price }) => price));
  if (prices.length === 0) return [];
  const [least, most] = [Decimal.min(...prices), Decimal.max(...prices)];
  const x = (period: string): string => {
    const steps = Math.max(1, periods.length - 1);
    return coordinate(
      new Decimal(periods.indexOf(period))
        .div(steps)
        .times(size.width - size.left - size.right)
        .plus(size.left),
    );
  };
  const y = (price: Decimal): string => {
    const share = most.eq(least) ? new Decimal("0.5") : most.minus(price).div(most.minus(least));
    return coordinate(share.times(size.height - size.top - size.bottom).plus(size.top));
  };
  const name = pollutantText(pollutant, language);
  const id = `chart-${pollutant}`;
  const bottom = size.height - size.bottom;
  return [
    html`<figure><figcaption>${name}</figcaption>
<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-labelledby="${id}-title ${id}-text">
<title id="${id}-title">${name}</title><desc id="${id}-text">${pageTexts.chartText[language].replace("{pollutant}", name)}</desc>
<path class="axis" d="M${size.left} ${size.top}V${bottom}H${size.width - size.right}"/>
<text x="${size.left - 6}" y="${y(most)}" text-anchor="end">${plain(most)}</text>
${most.eq(least) ? [] : [html`<text x="${size.left - 6}" y="${y(least)}" text-anchor="end">${plain(least)}</text>`]}
<text x="${size.left}" y="${size.height - 12}">${periods[0] ?? ""}</text>
<text x="${size.width - size.right}" y="${size.height - 12}" text-anchor="end">${periods.at(-1) ?? ""}</text>
${drawn.map(({ points, name: of }, place) => {
  const style = `s${place % styles}`;
  const line = points.map(({ period, price }) => `${x(period)},${y(price)}`).join(" ");
  const dots = points.map(
    ({ period, price }) =>
      html`<circle class="${style}" cx="${x(period)}" cy="${y(price)}" r="3"><title>${seriesText(of, language)} ${period}: ${plain(price)}</title></circle>`,
  );
  return html`<polyline class="line ${style}" points="${line}"/>${dots}`;
})}
</svg></figure>`,
  ];
}

function coordinate(value: Decimal): string {
  return value.toFixed(1);
}
