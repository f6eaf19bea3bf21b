import type { Bilingual } from "../../../shared/kernel/problem.ts";

/** The rule of attribution, as every answer states it. */
export const attributionRule: Bilingual = {
  zh: "先进先出：同一账户的同一品种，先转入的先转出，按（发生时间、事实编号）排序；设限、冻结、质押不改变顺序。同一笔分录有多个转出方或转入方的，按账户名称先后依次对应。发行侧在同一笔分录中注销的储备指标与签发的排污权（反之亦同）视为同一批吨数；签发时占用的总量余量按期内各年月数对应，不足一千克的部分计入后一千克。已注销（退出）的数量不再追溯，退还的清缴配额自退还时起算。",
  en: "First in, first out: of one instrument in one account, what came first leaves first, in the order of (occurredAt, fact id); holds, freezes and pledges change no order. Where an entry has several payers or receivers, they are paired in the order of their accounts. Quota that ends and permits that begin on the issuing side in one entry, or the reverse, are the same tonnes; the room under caps that permits take is that of the months of their term in each year, and a part of a kilogram counts with the next. What is retired is not followed further, and allowances that are given back after a surrender begin there.",
};
