import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { message } from "../../../shared/kernel/message.ts";

/** A cell of a sheet that is refused. */
const sheetError = {
  ...{ sheet: "report", row: 5, column: "amount", found: "=B3*2" },
  expected: { zh: "须为值，不得为公式（请以“粘贴为值”代替）", en: "a value, no formula: paste the values in its place" },
};

/** Facts of the problems of templates and uploaded sheets. */
export const sheetsProblemFacts: SampleFacts["ofCode"] = {
  "sheet-has-errors": {
    source: message(
      "《碳排放权交易管理暂行条例》（国务院令第775号），年度排放报告",
      "State Council decree 775, on the annual report of emissions",
    ),
    sheet: "report",
    refused: 1,
    cellErrors: [sheetError],
  },
};
