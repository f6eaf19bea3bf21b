import type { Call } from "../../../shared/http/api-handler.ts";
import { fileToServe, savedFileToServe } from "../../../shared/http/served-file.ts";
import { once } from "../../../shared/kernel/once.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { ServedFile } from "../../../shared/kernel/served-file.ts";
import type { SheetColumn } from "../../../shared/sheets/sheet-shape.ts";
import type { SheetTemplate, TemplateColumn } from "../../../shared/sheets/write-sheet.ts";
import type { ReportPorts } from "../reports/ports.ts";
import type { sheetsEndpoints } from "./contract.ts";
import { type monthColumns, monthSheet } from "./month-columns.ts";
import { type ReportColumn, reportSheet } from "./report-columns.ts";
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

const monthNotes: Readonly<Record<keyof typeof monthColumns, Note>> = {
  activity: {
    zh: "数据质量控制计划中的活动名称，每项一行",
    en: "name of the activity in the control plan, a row each",
    example: "boiler-1",
  },
  amount: {
    zh: "当月数量，不带公式、百分号和千分位",
    en: "amount of the month: no formula, percentage or thousands separator",
    example: "812.5",
  },
  unit: { zh: "t kg m3 10k-m3 MWh kWh GJ MJ tCO2", en: "t kg m3 10k-m3 MWh kWh GJ MJ tCO2", example: "MWh" },
  meter: { zh: "计量器具编号，与计划一致", en: "number of the meter or scale, as in the plan", example: "M-1" },
  calibratedOn: { zh: "最近一次校准日期，格式 YYYY-MM-DD", en: "day of its last calibration, YYYY-MM-DD", example: "2026-01-15" },
  samplingRecord: { zh: "采样记录编号", en: "number of the sampling record", example: "S-2026-01" },
  attachments: { zh: "附件的 SHA-256，以分号分隔；可留空", en: "SHA-256 of documents, separated by semicolons; may be empty", example: "" },
};

function templateOf<Column extends string>(
  { sheet, columns }: { readonly sheet: string; readonly columns: Readonly<Record<Column, SheetColumn>> },
  notes: Readonly<Record<Column, Note>>,
): SheetTemplate {
  const named = Object.entries<SheetColumn>(columns);
  return { sheet, columns: named.map(([name, { holds }]) => ({ name, ...notes[name as Column], asText: holds !== "number" })) };
}

const reportTemplate = templateOf(reportSheet, reportNotes);
const monthTemplate = templateOf(monthSheet, monthNotes);

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const writer = () => import("../../../shared/sheets/write-sheet.ts");

const workbook = (template: SheetTemplate, name: string) =>
  once(async () => savedFileToServe(workbookType, (await writer()).templateWorkbook(template), name));
const csv = (template: SheetTemplate, name: string) =>
  once(async () =>
    fileToServe("text/csv", (await writer()).templateCsv(template), { "content-disposition": `attachment; filename="${name}"` }),
  );

const files: Readonly<Record<(typeof templateNames)[number], () => Promise<ServedFile>>> = {
  "report.xlsx": workbook(reportTemplate, "report.xlsx"),
  "report.csv": csv(reportTemplate, "report.csv"),
  "month.xlsx": workbook(monthTemplate, "month.xlsx"),
  "month.csv": csv(monthTemplate, "month.csv"),
};

/** An empty table to fill in; each is made once. */
export async function readTemplate(_ports: ReportPorts, { params: { name } }: Call<typeof sheetsEndpoints.readTemplate>) {
  return accept({ response: await files[name]() });
}
