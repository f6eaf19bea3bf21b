import type { Examples } from "../../../shared/http/examples.ts";
import { story } from "../../story.ts";
import type { exportsEndpoints } from "./contract.ts";

const exportId = "0195a1b2-2a00-7000-8000-000000000001";
const range = { from: "2026-03-02T00:00:00.000Z", before: "2026-03-02T04:00:00.000Z" };

/** Examples of exports: the bureau takes the trades of the morning home, and the mill its own. */
export const exportsExamples: Examples<typeof exportsEndpoints> = {
  requestExport: {
    bureau: {
      summary: "The dear trades of a sale, as a workbook",
      body: {
        ...range,
        ...{ auctionId: story.auctionId, pollutant: story.pollutant, leastPrice: "4200" },
        ...{ format: "xlsx", purpose: "Inspection of 2026" },
      },
      response: {
        ...{ exportId, state: "queued", format: "xlsx", language: "zh", ...range, through: range.before, complete: true },
        selection: { auctionId: story.auctionId, pollutant: story.pollutant, leastPrice: "4200" },
        ...{ requestedAt: story.afterwards, recordsRead: 0, rowsWritten: 0, percentRead: 0 },
      },
    },
    mill: { summary: "All own trades, as CSV with English headers", body: { ...range, format: "csv", language: "en" } },
  },
  readExport: { bureau: { summary: "How far it is", params: { exportId } } },
  listExports: { bureau: { summary: "One's exports" } },
  readExportFile: { bureau: { summary: "Where to download it", params: { exportId } } },
};
