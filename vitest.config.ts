import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const report = process.env.VITEST_REPORT;

/** Whatever starts processes of its own: the local cloud, synthesis, bundles, the command line. */
const cloud = [
  "tests/infra/**/*.test.ts",
  "tests/cloud/**/*.test.ts",
  "tests/integration/local-cloud/**/*.test.ts",
  "tests/unit/bin/**/*.test.ts",
];

/** The tests by what they need, the fastest first. A project runs alone with `npx vitest run --project unit`. */
const projects = [
  { name: "unit", include: ["tests/unit/**/*.test.ts", "tests/properties/**/*.test.ts"], exclude: cloud },
  { name: "engine", include: ["tests/integration/**/*.test.ts"], exclude: cloud },
  { name: "cloud", include: cloud },
];

/** Files that take longest, by how their paths end: begun last, each would keep one worker busy while the other one idles. */
const longest = [
  "tests/cloud/deployed-rights.test.ts",
  "tests/integration/fuzz.test.ts",
  "tests/integration/collateral-coverage-stream.test.ts",
];

/** Within their project the longest first, the others as vitest sorts them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification): boolean => longest.some((path) => moduleId.endsWith(path));
    const sorted = await super.sort(files);
    const names = [...new Set(sorted.map(({ project }) => project.name))];
    return names.flatMap((name) => {
      const ofProject = sorted.filter(({ project }) => project.name === name);
      return [...ofProject.filter(isLongest), ...ofProject.filter((file) => !isLongest(file))];
    });
  }
}

/** Files of a worker share one module graph, engine and stand-ins, so they must not depend on order. CI asks for a JSON report by environment. */
export default defineConfig({
  test: {
    isolate: false,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Faults that tests provoke need no log; tests of logs ask for them.
    env: { POWERTOOLS_LOG_LEVEL: "SILENT" },
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
    projects: projects.map((project) => ({ extends: true, test: project })),
  },
});
