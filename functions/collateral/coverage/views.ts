import { coverageStated } from "./crossing.ts";
import type { CoverageRow } from "./store.ts";

/** A coverage as the API returns it. */
export function coverageView(row: CoverageRow) {
  const { state, areas, changedAt, version } = row;
  return { ...coverageStated(row), state, areas: [...areas], changedAt, version };
}
