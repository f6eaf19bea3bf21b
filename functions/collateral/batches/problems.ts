import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import type { sheetErrorView } from "../../../shared/sheets/sheet-errors.ts";

/** Refusals of batches. */
export const batchesProblems = {
  "batch-imported": problem<{ readonly batchId: string }>({
    status: 409,
    title: { zh: "该批次已导入", en: "Batch already imported" },
    detail: {
      zh: "相同内容的批次 {batchId} 已导入。请查看其进度；如需再次质押，请更改内容。",
      en: "The same rows were imported as batch {batchId}. Read how far it is; change them if more is to be pledged.",
    },
  }),
  "batch-has-errors": problem<{ readonly refused: number; readonly cellErrors: readonly ReturnType<typeof sheetErrorView>[] }>({
    status: 422,
    title: { zh: "批次有误", en: "Batch has errors" },
    detail: {
      zh: "批次有 {refused} 处错误，列于 cellErrors：工作表、行、列、现值与要求。未保存任何内容；更正后重新提交。",
      en: "The batch has {refused} errors, listed in `cellErrors`: worksheet, row, column, what stands there and what is expected. Nothing was stored; put them right and send it again.",
    },
  }),
} as const satisfies ProblemTable;
