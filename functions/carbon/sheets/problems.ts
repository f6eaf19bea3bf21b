import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import type { sheetErrorView } from "../../../shared/sheets/sheet-errors.ts";

/** Refusals of templates and uploaded sheets. */
export const sheetsProblems = {
  "sheet-has-errors": problem<{
    readonly source: string;
    /** Worksheet that was read; empty for a CSV file. */
    readonly sheet: string;
    readonly refused: number;
    readonly cellErrors: readonly ReturnType<typeof sheetErrorView>[];
  }>({
    status: 422,
    title: { zh: "表格有误", en: "Sheet has errors" },
    detail: {
      zh: "表格有 {refused} 处错误，列于 cellErrors：工作表、行、列、现值与要求（{source}）。未保存任何内容；更正后重新上传，模板在 /carbon/templates 下。",
      en: "The sheet has {refused} errors, listed in `cellErrors`: worksheet, row, column, what stands there and what is expected ({source}). Nothing was stored; put them right and upload it again. Templates are under /carbon/templates.",
    },
  }),
} as const satisfies ProblemTable;
