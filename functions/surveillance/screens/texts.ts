import type { Bilingual } from "../../../shared/kernel/problem.ts";
import { minutesTogether, mostQuoting, screenSettings, sessionsInWindow } from "./settings.ts";
import type { ScreenName, UnmeasuredReason } from "./vocabulary.ts";

/** What a screen says to people. It says what was observed and what may explain it, and never that somebody did something. */
interface ScreenTexts {
  readonly title: Bilingual;
  readonly formula: Bilingual;
  /** What a value means, with `{value}`. */
  readonly observed: Bilingual;
  /** What explains a value that stands out without anything being wrong. */
  readonly innocent: Bilingual;
}

/** The texts of every screen. */
export const screenTexts: Readonly<Record<ScreenName, ScreenTexts>> = {
  "bid-dispersion": {
    title: { zh: "报价离散度", en: "Dispersion of bids" },
    formula: {
      zh: "各竞买人报价（各档按数量加权平均）的样本标准差 ÷ 平均值，保留四位小数，四舍五入",
      en: "Sample standard deviation of the bidders' prices (each the average of its steps, weighted by quantity) over their mean; four decimals, half up",
    },
    observed: { zh: "报价的变异系数为 {value}。", en: "The coefficient of variation of the bids is {value}." },
    innocent: {
      zh: "公开的底价或基准价、邻近场次的成交价使各方估价接近；标的同质、成本相近时报价也会接近。",
      en: "A public reserve or base price, or the price of a recent session, brings valuations together; so do similar costs.",
    },
  },
  "relative-distance": {
    title: { zh: "相对距离", en: "Relative distance" },
    formula: {
      zh: "最高报价与次高报价之差 ÷ 除最高外各报价的样本标准差（不小于一个最小变动价位），保留两位小数，四舍五入；报价为各竞买人各档按数量加权的平均价",
      en: "Gap between the best two prices over the sample standard deviation of all but the best (one tick at least); two decimals, half up; a price is the average of a bidder's steps, weighted by quantity",
    },
    observed: {
      zh: "最高报价与次高报价之差为其余报价离散度的 {value} 倍。",
      en: "The best bid stands apart from the next by {value} times the deviation of the others.",
    },
    innocent: {
      zh: "最高报价者可能急需排污权（如项目投产在即）；其余报价集中于公开的底价。",
      en: "The best bidder may need the permits at once, for a line about to start; the others may all bid near a public reserve price.",
    },
  },
  "shared-steps": {
    title: { zh: "相同的价量组合", en: "Price-quantity pairs in common" },
    formula: {
      zh: `任意两个竞买人之间完全相同的（价格，数量）档的最大个数；超过 ${mostQuoting} 个竞买人报出的组合不计，由“一致报价”反映`,
      en: `The most steps with equal price and quantity that any two bidders have in common; pairs quoted by more than ${mostQuoting} bidders are left to the screen of identical quotes`,
    },
    observed: {
      zh: "有竞买人之间有 {value} 档价格和数量完全相同。",
      en: "Two bidders have {value} steps of equal price and quantity in common.",
    },
    innocent: {
      zh: "整数价格和同类生产线的相同需求量可能偶然一致；同一咨询机构代拟的报价也会相同。",
      en: "Round prices and equal needs of like production lines coincide by chance; bids that one consultant drafted are alike too.",
    },
  },
  "identical-quotes": {
    title: { zh: "一致报价", en: "Identical quotes" },
    formula: {
      zh: `报出同一（价格，数量）组合最多的竞买人数 ÷ 竞买人总数，保留四位小数；少于 ${screenSettings["identical-quotes"].least} 人相同的计为零`,
      en: `Bidders that quote the most common price-quantity pair over all bidders; four decimals; zero where fewer than ${screenSettings["identical-quotes"].least} quote it`,
    },
    observed: {
      zh: "报出同一价格和数量的竞买人占 {value}。",
      en: "The share of the bidders that quote one and the same price and quantity is {value}.",
    },
    innocent: {
      zh: "底价公开且供应充足时，按底价报最小数量是合理的做法。",
      en: "Where the reserve price is public and supply ample, it is sensible to bid it, for a least quantity.",
    },
  },
  "associate-of-seller": {
    title: { zh: "出让方的关联企业竞买", en: "Associates of the seller among the bidders" },
    formula: {
      zh: "竞买人中为出让方本身或与出让方申报为同一关联组的个数",
      en: "Bidders that are the seller, or declared in its group of associates",
    },
    observed: { zh: "竞买人中有 {value} 个为出让方或其关联企业。", en: "{value} of the bidders are the seller or its associates." },
    innocent: {
      zh: "集团内部调配排污权可能有正当的生产原因；其他竞买人的竞争可能已使价格公允。",
      en: "A group may move permits to where it produces; the competition of others may have made the price a fair one.",
    },
  },
  "associates-apart": {
    title: { zh: "关联企业分别竞买", en: "Associates bidding apart" },
    formula: {
      zh: "同一申报关联组内竞买人的最大个数；各组均只有一个竞买人的计为零",
      en: "The most bidders of one declared group of associates; zero where each bids alone",
    },
    observed: { zh: "同一关联组有 {value} 个企业分别竞买。", en: "{value} companies of one group of associates bid apart." },
    innocent: {
      zh: "关联企业各有需求和许可证，分别竞买符合规则，限额已合并计算。",
      en: "Each associate has its own need and licence; to bid apart is within the rules, and their limits are counted together.",
    },
  },
  "top-buyer-share": {
    title: { zh: "最大买方份额", en: "Share of the largest buyer" },
    formula: {
      zh: "最大买方（含其关联企业）的成交量 ÷ 全部成交量，保留四位小数，四舍五入",
      en: "What the largest buyer won, its associates included, over all that was sold; four decimals, half up",
    },
    observed: { zh: "最大买方取得成交量的 {value}。", en: "The share of the largest buyer in what was sold is {value}." },
    innocent: {
      zh: "大型项目的核定需求可能占本场大部分；其他企业可能本期无需求。",
      en: "A large project's certified need may take most of a lot; others may need little this time.",
    },
  },
  "bidder-overlap": {
    title: { zh: "竞买人重合度", en: "Overlap of bidders" },
    formula: {
      zh: `与此前至多 ${sessionsInWindow - 1} 场逐场计算：两场均竞买的关联组数 ÷ 任一场竞买的关联组数，取平均，保留四位小数`,
      en: `For each of at most ${sessionsInWindow - 1} earlier sessions the groups that bid in both over those that bid in either, averaged; four decimals`,
    },
    observed: {
      zh: "与此前场次的竞买人平均重合度为 {value}。",
      en: "On average {value} of the bidders are those of the earlier sessions.",
    },
    innocent: {
      zh: "市场内有同类需求的企业本来就少，每场参加的自然是同一批。",
      en: "Few companies of a small market have such a need, so the same ones come each time.",
    },
  },
  rotation: {
    title: { zh: "轮流成为最大买方", en: "Largest buyers in turn" },
    formula: {
      zh: `最近 ${sessionsInWindow} 场（首场除外）中，最大买方恰为场场竞买的关联组中等待最久者的场次 ÷ 场次数，保留四位小数`,
      en: `Of the last ${sessionsInWindow} sessions, the first apart, the share in which the largest buyer was the one that had waited longest among the groups that bid in all of them; four decimals`,
    },
    observed: {
      zh: "最近各场中，最大买方恰为等待最久者的占 {value}。",
      en: "In {value} of the recent sessions the largest buyer was the one that had waited longest.",
    },
    innocent: {
      zh: "买足一次后一段时间内不再需要，自然轮到其他企业。",
      en: "Who has bought enough needs nothing for a while, and so others come in turn.",
    },
  },
  "withdrawals-together": {
    title: { zh: "集中撤回报名", en: "Withdrawals together" },
    formula: {
      zh: `任意 ${minutesTogether} 分钟内撤回报名的关联组的最大个数`,
      en: `The most groups that withdrew their enrolment within any ${minutesTogether} minutes`,
    },
    observed: {
      zh: `${minutesTogether} 分钟内有 {value} 个关联组撤回报名。`,
      en: `{value} groups withdrew their enrolment within ${minutesTogether} minutes.`,
    },
    innocent: {
      zh: "报名截止前、公告变更或环评政策发布后，多家企业可能同时撤回。",
      en: "Before enrolment ends, or after a change of the sale or of a policy, several may withdraw at one time.",
    },
  },
  "withdrawals-repeated": {
    title: { zh: "多场撤回或不报价", en: "Withdrawals in several sessions" },
    formula: {
      zh: `本场及最近 ${sessionsInWindow - 1} 场中至少 ${screenSettings["withdrawals-repeated"].least} 场撤回报名或收盘时无报价的会员数`,
      en: `Members that withdrew, or had no bid at the close, here and in at least ${screenSettings["withdrawals-repeated"].least} of the last ${sessionsInWindow - 1} sessions`,
    },
    observed: {
      zh: "有 {value} 个会员在本场及此前多场撤回报名或收盘时无报价。",
      en: "{value} members withdrew, or had no bid at the close, here and in several earlier sessions.",
    },
    innocent: {
      zh: "企业可能先报名占有机会，再视资金和环评进度决定是否报价。",
      en: "Companies may enrol to keep the chance and decide by their money and their assessment whether to bid.",
    },
  },
  "silent-enrolments": {
    title: { zh: "报名而未报价", en: "Enrolled without a bid" },
    formula: {
      zh: "收盘时无报价的报名会员数 ÷ 收盘时全部报名会员数，保留四位小数（从未报价与撤回报价在收盘后不可区分）",
      en: "Members enrolled at the close without a bid over all enrolled; four decimals (after the close a bid never made and one withdrawn are the same)",
    },
    observed: {
      zh: "收盘时报名而无报价的会员占 {value}。",
      en: "The share of the enrolled members that had no bid at the close is {value}.",
    },
    innocent: {
      zh: "价格超出预算、需求推迟或错过时间，都会使企业不报价。",
      en: "A price above the budget, a need put off, or a missed hour are reasons not to bid.",
    },
  },
};

/** Why there is no figure, for people. */
export const unmeasuredTexts: Readonly<Record<UnmeasuredReason, Bilingual>> = {
  "too-few-bidders": { zh: "竞买人过少，不计算。", en: "Too few bidders: the figure would mean nothing." },
  "too-few-enrolled": { zh: "报名会员过少，不计算。", en: "Too few enrolled: the figure would mean nothing." },
  "too-many-bidders": { zh: "竞买人过多，不逐一比较。", en: "Too many bidders to compare one by one." },
  "nothing-sold": { zh: "本场未成交，不计算。", en: "Nothing was sold, so there is no figure." },
  "seller-unknown": { zh: "未收到本场公告，出让方不明。", en: "The announcement was not heard, so the seller is not known." },
  "too-few-sessions": { zh: "同一市场的场次过少，不计算。", en: "Too few sessions of this market: the figure would mean nothing." },
};

/** How a value compares with earlier sessions, for people. */
export function comparisonText(
  past: { readonly sessions: number; readonly mean: string; readonly percentile: string } | undefined,
): Bilingual {
  if (past === undefined) return { zh: "本市场尚无往期可比。", en: "There is no past of this market to compare with yet." };
  const { sessions, mean, percentile } = past;
  return {
    zh: `此前 ${sessions} 场的平均值为 ${mean}，其中不高于本场的占 ${percentile}。`,
    en: `The mean of ${sessions} earlier sessions is ${mean}; the share of them that is not above this one is ${percentile}.`,
  };
}

/** A text with the value in its place. */
export function withValue({ zh, en }: Bilingual, value: string): Bilingual {
  return { zh: zh.replaceAll("{value}", value), en: en.replaceAll("{value}", value) };
}
