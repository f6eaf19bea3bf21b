import { areas } from "../../../shared/kernel/areas.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import { pollutants, pools } from "../../../shared/permits/pools.ts";

/** Languages of the page. */
export type Language = keyof Bilingual;

/** Texts of the page. */
export const pageTexts = {
  title: { zh: "市场报告", en: "Market report" },
  exchange: { zh: "鄂州生态价值交易所", en: "EcoValue Exchange of Ezhou" },
  otherLanguage: { zh: "English", en: "中文" },
  provisional: {
    zh: "暂行数据：所属期间的记录尚未全部封存，数字可能变化。",
    en: "Provisional: not all records of the period are sealed, and figures may change.",
  },
  sealed: { zh: "已封存：数字依据封存至第 {block} 区块的交易记录。", en: "Sealed: figures rest on records sealed up to block {block}." },
  counted: { zh: "数字依据封存至第 {block} 区块的交易记录。", en: "Figures rest on records sealed up to block {block}." },
  days: { zh: "期间", en: "Period" },
  summary: { zh: "概要", en: "Summary" },
  summaryTable: { zh: "全市交易概要", en: "The city's market in brief" },
  item: { zh: "项目", en: "Item" },
  value: { zh: "数值", en: "Value" },
  turnover: { zh: "成交额（元）", en: "Turnover (CNY)" },
  trades: { zh: "成交笔数", en: "Trades" },
  cleared: { zh: "成交场次", en: "Sessions with a sale" },
  failed: { zh: "流拍场次", en: "Sessions without a sale" },
  cancelled: { zh: "取消场次", en: "Sessions cancelled" },
  participants: { zh: "报名单位数", en: "Members that enrolled" },
  defaults: { zh: "违约笔数", en: "Awards in default" },
  defaultTonnes: { zh: "违约数量（吨）", en: "Tonnes in default" },
  forfeited: { zh: "没收保证金（元，不计入成交额）", en: "Deposits forfeited (CNY, never turnover)" },
  bySeries: { zh: "按交易方式", en: "By series" },
  series: { zh: "交易方式", en: "Series" },
  quantity: { zh: "数量（吨）", en: "Quantity (t)" },
  averagePrice: { zh: "加权均价（元/吨·年）", en: "Weighted price (CNY/t and year)" },
  byArea: { zh: "按区域和污染物", en: "By area and pollutant" },
  byAreaNote: {
    zh: "一笔交易同时计入排污总量区域和排污单位所在区域，各区域之和不等于全市。",
    en: "A trade counts in the area of its pool and in that of its site, so areas do not add up to the city.",
  },
  area: { zh: "区域", en: "Area" },
  pollutant: { zh: "污染物", en: "Pollutant" },
  high: { zh: "最高价", en: "High" },
  low: { zh: "最低价", en: "Low" },
  last: { zh: "最末价", en: "Last" },
  prices: { zh: "价格走势", en: "Prices" },
  when: { zh: "时间", en: "When" },
  chartText: {
    zh: "{pollutant} 加权均价折线图，数据见下表。",
    en: "Line chart of the weighted price of {pollutant}; the table below has its data.",
  },
  concentration: { zh: "市场集中度", en: "Concentration" },
  concentrationNote: {
    zh: "按净数量计算；指数为各方份额（%）平方之和，10000 为一家独占。",
    en: "By net quantity; the index is the sum of squared shares in per cent, 10000 where one party has everything.",
  },
  side: { zh: "交易方", en: "Side" },
  buyers: { zh: "买方", en: "Buyers" },
  sellers: { zh: "卖方", en: "Sellers" },
  parties: { zh: "家数", en: "Parties" },
  largestShare: { zh: "最大份额（%）", en: "Largest share (%)" },
  hhi: { zh: "赫芬达尔指数", en: "Herfindahl-Hirschman index" },
  balances: { zh: "期末储备和总量余额", en: "Reserves and caps at the end" },
  reserves: { zh: "储备余额（吨）", en: "Reserves (t)" },
  caps: { zh: "总量余量（吨·月）", en: "Left under the caps (tonne-months)" },
  pool: { zh: "总量区域", en: "Pool" },
  year: { zh: "年度", en: "Year" },
  available: { zh: "可用", en: "Available" },
  held: { zh: "冻结", en: "Held" },
  none: { zh: "无", en: "None" },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** Series of trades, as people read them. */
const seriesTexts: Readonly<Record<string, Bilingual>> = {
  auction: { zh: "公开竞价", en: "Auctions" },
  allocation: { zh: "定额出让", en: "Allocations at a fixed price" },
  agreement: { zh: "协议转让", en: "Agreements" },
  associates: { zh: "关联方交易", en: "Between associates" },
};

/** A word of the records as people read it; the word itself where it has no name here. */
export function seriesText(series: string, language: Language): string {
  return seriesTexts[series]?.[language] ?? series;
}

/** Name of an area. */
export function areaText(area: string, language: Language): string {
  return areas.find(({ code }) => code === area)?.[language] ?? area;
}

/** Name of a pollutant. */
export function pollutantText(pollutant: string, language: Language): string {
  return pollutants.find(({ code }) => code === pollutant)?.[language] ?? pollutant;
}

/** Name of a pool. */
export function poolText(pool: string, language: Language): string {
  return pools.find(({ id }) => id === pool)?.[language] ?? pool;
}
