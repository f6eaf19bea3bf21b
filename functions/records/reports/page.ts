import { languageTags } from "../../../shared/http/language.ts";
import { fileToServe } from "../../../shared/http/served-file.ts";
import { moneyText } from "../../../shared/kernel/money-text.ts";
import type { ServedFile } from "../../../shared/kernel/served-file.ts";
import { areaText, type Language, pollutantText, poolText, seriesText } from "../names.ts";
import { periodsWithin } from "../statistics/periods.ts";
import { priceChart } from "./chart.ts";
import type { MarketReport } from "./contract.ts";
import { Html, html } from "./html.ts";
import { pageHeaders, pageStyle } from "./page-style.ts";
import { pageTexts } from "./page-texts.ts";

/** A cell: text, or a figure that stands right. */
type TableCell = string | { readonly figure: string };
type TextName = keyof typeof pageTexts;
type Market = MarketReport["areas"][number]["pollutants"][number]["markets"][number];

/** The report as a page to read and to print, with everything in it that it needs. */
export function reportPage(report: MarketReport, language: Language): ServedFile {
  return fileToServe("text/html", reportMarkup(report, language), { ...pageHeaders, "content-language": languageTags[language] });
}

/** The markup of the page. */
export function reportMarkup(report: MarketReport, language: Language): string {
  const text = (name: TextName): string => pageTexts[name][language];
  const other = language === "zh" ? "en" : "zh";
  const title = titleOf(report.period, language);
  const standing = text(report.provisional ? "counted" : "sealed").replace("{block}", String(report.complete.block));
  return html`<!DOCTYPE html>
<html lang="${languageTags[language]}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · ${text("exchange")}</title><style>${new Html(pageStyle)}</style></head>
<body>
<header><nav aria-label="${text("otherLanguage")}"><a href="?language=${other}" hreflang="${languageTags[other]}" lang="${languageTags[other]}">${text("otherLanguage")}</a></nav>
<p>${text("exchange")}</p><h1>${title}</h1></header>
<main>
${report.provisional ? [html`<p class="provisional" role="note">${text("provisional")}</p>`] : []}
<p>${text("days")}${language === "zh" ? "：" : ": "}<time datetime="${report.firstDay}">${report.firstDay}</time> – <time datetime="${report.lastDay}">${report.lastDay}</time></p>
<p>${standing}</p>
${section("summary", [summary(report, language), bySeries(report, language)], language)}
${section("byArea", [html`<p>${text("byAreaNote")}</p>`, byArea(report, language)], language)}
${section("prices", prices(report, language), language)}
${section("concentration", [html`<p>${text("concentrationNote")}</p>`, concentration(report, language)], language)}
${section("balances", [reserves(report, language), caps(report, language)], language)}
</main>
</body>
</html>
`.markup;
}

/** `2026年3月市场报告`, `Market report 2026-03`. */
function titleOf(period: string, language: Language): string {
  const [year = "", month] = period.split("-");
  if (language === "en") return `${pageTexts.title.en} ${period}`;
  return `${year}年${month === undefined ? "" : `${Number(month)}月`}${pageTexts.title.zh}`;
}

function section(name: TextName, content: readonly Html[], language: Language): Html {
  return html`<section aria-labelledby="${name}"><h2 id="${name}">${pageTexts[name][language]}</h2>
${content}
</section>
`;
}

/** A table with a caption, headed columns and headed rows; a line of text where it has no rows. */
function table(caption: TextName, columns: readonly TextName[], rows: readonly (readonly TableCell[])[], language: Language): Html {
  const named = pageTexts[caption][language];
  if (rows.length === 0) return html`<p>${named}${language === "zh" ? "：" : ": "}${pageTexts.none[language]}</p>`;
  const isFigure = (place: number): boolean => rows.some((row) => typeof row[place] === "object");
  const head = columns.map(
    (name, place) => html`<th scope="col"${new Html(isFigure(place) ? ' class="figure"' : "")}>${pageTexts[name][language]}</th>`,
  );
  const body = rows.map(
    ([first = "", ...rest]) => html`<tr><th scope="row">${shown(first)}</th>${rest.map(dataCell)}</tr>
`,
  );
  return html`<table><caption>${named}</caption><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table>
`;
}

function dataCell(cell: TableCell): Html {
  return typeof cell === "string" ? html`<td>${cell}</td>` : html`<td class="figure">${cell.figure}</td>`;
}

function shown(cell: TableCell): string {
  return typeof cell === "string" ? cell : cell.figure;
}

function figure(value: string | number | null | undefined): TableCell {
  return { figure: value === null || value === undefined ? "–" : String(value) };
}

function money(cny: string, language: Language): TableCell {
  return { figure: moneyText(cny, language) };
}

function summary({ turnover, trades, sessions, defaults }: MarketReport, language: Language): Html {
  const rows: readonly (readonly [TextName, TableCell])[] = [
    ["turnover", money(turnover, language)],
    ["trades", figure(trades)],
    ["cleared", figure(sessions.cleared)],
    ["failed", figure(sessions.failed)],
    ["cancelled", figure(sessions.cancelled)],
    ["participants", figure(sessions.participants)],
    ["defaults", figure(defaults.records)],
    ["defaultTonnes", figure(defaults.quantity)],
    ["forfeited", money(defaults.amount, language)],
  ];
  return table(
    "summaryTable",
    ["item", "value"],
    rows.map(([name, value]) => [pageTexts[name][language], value]),
    language,
  );
}

function bySeries({ series }: MarketReport, language: Language): Html {
  const rows = series.map((each) => [
    seriesText(each.series, language),
    ...[figure(each.trades), figure(each.quantity), money(each.turnover, language), figure(each.averagePrice)],
  ]);
  return table("bySeries", ["series", "trades", "quantity", "turnover", "averagePrice"], rows, language);
}

/** The markets of each area, in the order of the report. */
function marketsOf({ areas }: MarketReport): readonly { readonly area: string; readonly pollutant: string; readonly market: Market }[] {
  return areas.flatMap(({ area, pollutants }) =>
    pollutants.flatMap(({ pollutant, markets }) => markets.map((market) => ({ area, pollutant, market }))),
  );
}

function byArea(report: MarketReport, language: Language): Html {
  const rows = marketsOf(report).map(({ area, pollutant, market }) => [
    ...[areaText(area, language), pollutantText(pollutant, language), seriesText(market.series, language)],
    ...[
      figure(market.trades),
      figure(market.quantity),
      market.turnover === undefined ? figure(undefined) : money(market.turnover, language),
    ],
    ...[figure(market.averagePrice), figure(market.high), figure(market.low), figure(market.last)],
  ]);
  const columns = ["area", "pollutant", "series", "trades", "quantity", "turnover", "averagePrice", "high", "low", "last"] as const;
  return table("byArea", columns, rows, language);
}

function prices(report: MarketReport, language: Language): readonly Html[] {
  const periods = periodsWithin(report.period);
  const charts = [...Map.groupBy(report.prices, ({ pollutant }) => pollutant)].flatMap(([pollutant, series]) =>
    priceChart(pollutant, series, periods, language),
  );
  const rows = report.prices.flatMap(({ pollutant, series, points }) =>
    points.map(({ period, averagePrice, high, low, last, quantity }) => [
      ...[period, pollutantText(pollutant, language), seriesText(series, language)],
      ...[figure(averagePrice), figure(high), figure(low), figure(last), figure(quantity)],
    ]),
  );
  return [...charts, table("prices", ["when", "pollutant", "series", "averagePrice", "high", "low", "last", "quantity"], rows, language)];
}

function concentration(report: MarketReport, language: Language): Html {
  const rows = marketsOf(report).flatMap(({ area, pollutant, market }) =>
    (["buyers", "sellers"] as const).flatMap((side) => {
      const spread = market[side];
      if (spread === undefined) return [];
      const of = [
        areaText(area, language),
        pollutantText(pollutant, language),
        seriesText(market.series, language),
        pageTexts[side][language],
      ];
      return [[...of, figure(spread.parties), figure(spread.largestShare), figure(spread.hhi)]];
    }),
  );
  return table("concentration", ["area", "pollutant", "series", "side", "parties", "largestShare", "hhi"], rows, language);
}

function reserves({ balances }: MarketReport, language: Language): Html {
  const rows = balances.reserves.map(({ pool, instrument, available, held }) => [
    ...[poolText(pool, language), pollutantText(partOf(instrument, "pollutant"), language), figure(available), figure(held)],
  ]);
  return table("reserves", ["pool", "pollutant", "available", "held"], rows, language);
}

function caps({ balances }: MarketReport, language: Language): Html {
  const rows = balances.caps.map(({ pool, instrument, available, held }) => [
    ...[poolText(pool, language), pollutantText(partOf(instrument, "pollutant"), language), partOf(instrument, "year")],
    ...[figure(available), figure(held)],
  ]);
  return table("caps", ["pool", "pollutant", "year", "available", "held"], rows, language);
}

/** A part of the name of quota or headroom: class, pollutant, pool and year. */
function partOf(instrument: string, part: "pollutant" | "year"): string {
  const [, pollutant = "", , year = ""] = instrument.split("/");
  return part === "pollutant" ? pollutant : year;
}
