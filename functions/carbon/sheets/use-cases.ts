import { readTemplate } from "./templates.ts";
import { uploadReportSheet } from "./upload-report-sheet.ts";

/** The use cases of templates and uploaded sheets, by operation. */
export const sheetsUseCases = { readTemplate, uploadReportSheet };
