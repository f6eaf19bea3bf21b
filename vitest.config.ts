import { defineConfig } from "vitest/config";

const report = process.env.VITEST_REPORT;

/** One runner for every kind of test; files share one module graph, so they must not depend on order. CI asks for a JSON report by environment. */
export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Faults that tests provoke need no log; tests of logs ask for them.
    env: { POWERTOOLS_LOG_LEVEL: "SILENT" },
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
  },
});
