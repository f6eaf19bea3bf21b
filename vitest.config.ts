import { defineConfig } from "vitest/config";

/** One runner for every kind of test; files share one module graph, so they must not depend on order. */
export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
