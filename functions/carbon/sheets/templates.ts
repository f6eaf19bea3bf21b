import type { Call } from "../../../shared/http/api-handler.ts";
import { fileToServe, savedFileToServe } from "../../../shared/http/served-file.ts";
import { once } from "../../../shared/kernel/once.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { ServedFile } from "../../../shared/kernel/served-file.ts";
import { type SheetTemplate, type TemplateColumn, templateCsv, templateWorkbook } from "../../../shared/sheets/write-sheet.ts";
import type { DraftPorts } from "../reports/ports.ts";
import type { sheetsEndpoints } from "./contract.ts";
import { type ReportColumn, reportColumns, reportSheet } from "./report-columns.ts";
import type { templateNames } from "./shapes.ts";

type Note = Pick<TemplateColumn, "zh" | "en" | "example">;

/** What people are told of each column of the table of a report. */
const reportNotes: Readonly<Record<ReportColumn, Note>> = {
  entry: {
    zh: "行的类别：activity 活动数据，invoice 该活动的发票（可多行），generation 自产电力或热力，output 产品产量，days 生产天数",
    en: "what the row states: activity, invoice (of an activity, any number), generation (own electricity or heat), output, days (of production)",
    example: "activity",
  },
  name: {
    zh: "activity、invoice、generation：品种代码，如 raw-coal、diesel、electricity；output：产品名称；days：留空",
    en: "code of the kind, as raw-coal, diesel or electricity; product of an output; nothing for days",
    example: "electricity",
  },
  direction: { zh: "输出填 out，否则留空", en: "out for what is exported, otherwise nothing", example: "" },
  amount: {
    zh: "全年数量（发票：该发票数量），不带公式、百分号和千分位；整数不超过 12 位，小数不超过 6 位",
    en: "amount of the year, of an invoice what it charges: no formula, percentage or thousands separator; 12 digits and 6 decimals at most",
    example: "52310.5",
  },
  unit: {
    zh: "t kg m3 10k-m3 MWh kWh GJ MJ tCO2；output：产量单位；days：d",
    en: "t kg m3 10k-m3 MWh kWh GJ MJ tCO2; unit of an output; d for days",
    example: "MWh",
  },
  explanation: { zh: "与上年差异较大时填写说明", en: "why it differs much from last year", example: "" },
  number: { zh: "发票号码，按文本填写", en: "number of the invoice, as text", example: "25422000000012345678" },
  seller: { zh: "开票单位", en: "who issued the invoice", example: "国网湖北省电力有限公司" },
  month: { zh: "发票所属月份，格式 YYYY-MM", en: "month of the invoice, YYYY-MM", example: "2025-03" },
};

const reportTemplate: SheetTemplate = {
  sheet: reportSheet.sheet,
  columns: Object.entries(reportNotes).map(([name, note]) => ({
    ...{ name, ...note },
    asText: reportColumns[name as ReportColumn].holds !== "number",
  })),
};

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const files: Readonly<Record<(typeof templateNames)[number], () => Promise<ServedFile>>> = {
  "report.xlsx": once(async () => savedFileToServe(workbookType, templateWorkbook(reportTemplate), "report.xlsx")),
  "report.csv": once(async () =>
    fileToServe("text/csv", templateCsv(reportTemplate), { "content-disposition": 'attachment; filename="report.csv"' }),
  ),
};

/** An empty table to fill in; each is made once. */
export async function readTemplate(_ports: DraftPorts, { params: { name } }: Call<typeof sheetsEndpoints.readTemplate>) {
  return accept({ response: await files[name]() });
}
