import { listExports, readExport, readExportFile } from "./read-exports.ts";
import { requestExport } from "./request-export.ts";

/** The use cases of exports, by operation. */
export const exportsUseCases = { requestExport, readExport, listExports, readExportFile };
