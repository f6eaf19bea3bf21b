import { decimalPattern } from "../../../../shared/kernel/decimal.ts";
import type { Bilingual } from "../../../../shared/kernel/problem.ts";
import type { TradeRecord } from "../../../../shared/records/trade-record.ts";
import { areaText, kindText, type Language, pollutantText, poolText, seriesText } from "../../names.ts";

/** A cell of a table: its text, empty where the record says nothing, and whether the text is a decimal of a column of numbers. */
export interface Cell {
  readonly text: string;
  readonly isNumber: boolean;
}

/** A column of a table of records. */
export interface Column {
  readonly header: Bilingual;
  /** Whether its cells are numbers. */
  readonly numbers: boolean;
  /** What a record says in it. */
  readonly of: (record: TradeRecord, language: Language) => string | undefined;
}

type Role = TradeRecord["parties"][number]["role"];
/** Names of the parts that parties have, in the order of their columns. */
const roles: Readonly<Record<Role, Bilingual>> = {
  buyer: { zh: "买方", en: "Buyer" },
  seller: { zh: "卖方", en: "Seller" },
  holder: { zh: "持有人", en: "Holder" },
  pledgee: { zh: "质权人", en: "Pledgee" },
  pledgor: { zh: "出质人", en: "Pledgor" },
  debtor: { zh: "债务人", en: "Debtor" },
  recipient: { zh: "接收方", en: "Recipient" },
};

/** Members whose value is a text or a number. */
type Plain = {
  readonly [Name in keyof TradeRecord]-?: NonNullable<TradeRecord[Name]> extends string | number ? Name : never;
}[keyof TradeRecord];

/** A column of texts, the member as it is. */
function textOf(name: Plain, zh: string, en: string): readonly Column[] {
  return [{ header: { zh, en }, numbers: false, of: (record) => record[name]?.toString() }];
}
/** A column of decimals, the member as it is. */
function numberOf(name: Plain, zh: string, en: string): readonly Column[] {
  return [{ header: { zh, en }, numbers: true, of: (record) => record[name]?.toString() }];
}
/** Two columns: the word of records, and its name in the language of the table. */
function namedOf(
  name: "kind" | "series" | "pollutant" | "pool" | "poolArea" | "siteArea",
  nameOf: (word: string, language: Language) => string,
  { zh, en }: Bilingual,
): readonly Column[] {
  return [
    {
      header: { zh, en },
      numbers: false,
      of: ({ [name]: word }, language) => word && nameOf(word, language),
    },
    ...textOf(name, `${zh}代码`, `${en} (code)`),
  ];
}
/** Several values in one cell. */
function joined(values: readonly (string | undefined)[]): string {
  return values.filter((value) => value !== undefined).join("; ");
}

/** Columns of a part that parties have: names as of then and credit codes. */
function columnsOfRole(role: Role, { zh, en }: Bilingual): readonly Column[] {
  const having = (record: TradeRecord) => record.parties.filter((party) => party.role === role);
  return [
    { header: { zh: `${zh}名称`, en }, numbers: false, of: (record) => joined(having(record).map(({ name }) => name)) },
    {
      header: { zh: `${zh}统一社会信用代码`, en: `${en}'s credit code` },
      numbers: false,
      of: (record) => joined(having(record).map(({ creditCode }) => creditCode)),
    },
  ];
}

/** The columns of each member of a record: a member without any does not compile. The order of members is that of columns. */
const columnsOf: { readonly [Name in keyof Required<TradeRecord>]: readonly Column[] } = {
  recordId: textOf("recordId", "记录编号", "Record"),
  occurredAt: textOf("occurredAt", "发生时间（UTC）", "Occurred at (UTC)"),
  day: textOf("day", "日期（北京时间）", "Day (Beijing time)"),
  kind: namedOf("kind", kindText, { zh: "类别", en: "Kind" }),
  series: namedOf("series", seriesText, { zh: "交易方式", en: "Series" }),
  reverses: textOf("reverses", "所冲销的记录", "Reverses record"),
  parties: Object.entries(roles).flatMap(([role, name]) => columnsOfRole(role as Role, name)),
  instrument: textOf("instrument", "权利代码", "Instrument"),
  pollutant: namedOf("pollutant", pollutantText, { zh: "污染物", en: "Pollutant" }),
  pool: namedOf("pool", poolText, { zh: "总量池", en: "Pool" }),
  poolArea: namedOf("poolArea", areaText, { zh: "总量池区域", en: "Area of the pool" }),
  siteId: textOf("siteId", "场所编号", "Site id"),
  siteName: textOf("siteName", "场所", "Site"),
  siteArea: namedOf("siteArea", areaText, { zh: "场所区域", en: "Area of the site" }),
  areas: [{ header: { zh: "所属区域", en: "Areas" }, numbers: false, of: ({ areas }) => joined(areas) }],
  licenceNumber: textOf("licenceNumber", "排污许可证编号", "Licence number"),
  project: textOf("project", "项目编号", "Project id"),
  projectName: textOf("projectName", "项目", "Project"),
  eiaNumber: textOf("eiaNumber", "环评批复文号", "EIA number"),
  quantity: numberOf("quantity", "数量", "Quantity"),
  years: numberOf("years", "年数", "Years"),
  months: numberOf("months", "月数", "Months"),
  held: numberOf("held", "冻结质押变动", "Change of what is held"),
  lines: [
    {
      header: { zh: "价格明细（价格 x 数量: 金额）", en: "Price lines (price x quantity: amount)" },
      numbers: false,
      of: ({ lines }) => lines && joined(lines.map(({ price, quantity, amount }) => `${price} x ${quantity}: ${amount}`)),
    },
  ],
  price: numberOf("price", "价格（元/吨）", "Price (CNY per tonne)"),
  basePrice: numberOf("basePrice", "基准价（元/吨）", "Base price (CNY per tonne)"),
  amount: numberOf("amount", "金额（元）", "Amount (CNY)"),
  fee: numberOf("fee", "手续费（元）", "Fee (CNY)"),
  quotaSource: textOf("quotaSource", "指标来源", "Source of the quantity"),
  offsetRatio: numberOf("offsetRatio", "替代倍数", "Offset ratio"),
  offsetGround: textOf("offsetGround", "替代依据", "Ground of the offset ratio"),
  retiredTonnes: numberOf("retiredTonnes", "注销量（吨）", "Retired tonnes"),
  ground: textOf("ground", "依据", "Ground"),
  instalments: [
    {
      header: { zh: "已缴分期（期次: 金额）", en: "Instalments paid (number: amount)" },
      numbers: false,
      of: ({ instalments }) => instalments && joined(instalments.map(({ number, amountCny }) => `${number}: ${amountCny}`)),
    },
  ],
  auctionId: textOf("auctionId", "竞价场次编号", "Auction"),
  title: textOf("title", "标题", "Title"),
  documentNumber: textOf("documentNumber", "文号", "Document number"),
  contractNumber: textOf("contractNumber", "合同编号", "Contract number"),
  confirmationNumber: textOf("confirmationNumber", "确认书编号", "Confirmation number"),
  registrationNumber: textOf("registrationNumber", "登记编号", "Registration number"),
  caseNumber: textOf("caseNumber", "案号", "Case number"),
  blockReference: textOf("blockReference", "批次编号", "Block reference"),
  entry: [
    {
      header: { zh: "账簿分录", en: "Ledger entry" },
      numbers: false,
      of: ({ entry }) => entry && `${entry.kind} ${entry.reference}`,
    },
  ],
  source: [
    { header: { zh: "来源事实编号", en: "Source fact" }, numbers: false, of: ({ source }) => source.factId },
    { header: { zh: "来源事实类型", en: "Type of the source fact" }, numbers: false, of: ({ source }) => source.factType },
    { header: { zh: "来源事实版本", en: "Version of the source fact" }, numbers: true, of: ({ source }) => `${source.factVersion}` },
  ],
  published: [{ header: { zh: "公开内容", en: "Published" }, numbers: false, of: ({ published }) => published && joined(published) }],
  schemaVersion: numberOf("schemaVersion", "记录版本", "Version of the record"),
};

/** The columns of a table of records, in order. */
export const columns: readonly Column[] = Object.values(columnsOf).flat();

/** The header of a table in a language. */
export function headersIn(language: Language): readonly string[] {
  return columns.map(({ header }) => header[language]);
}

/** The cells of a record, with names in a language. */
export function cellsOf(record: TradeRecord, language: Language): readonly Cell[] {
  return columns.map(({ numbers, of }) => {
    const text = of(record, language) ?? "";
    return { text, isNumber: numbers && decimalPattern.test(text) };
  });
}
