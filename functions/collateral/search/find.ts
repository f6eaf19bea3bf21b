import type { Instant } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome } from "../../../shared/kernel/outcome.ts";
import type { RecordsBehind } from "../../../shared/statements/problems.ts";
import type { PositionName } from "../register/rows.ts";
import type { Asked } from "./asked.ts";
import { type FoundAsset, type LookUpPorts, lookUp } from "./look-up.ts";
import { positionsOf, type ResolvePorts, type Target } from "./resolve.ts";

/** Dependencies of finding. */
export type FindPorts = ResolvePorts & LookUpPorts;

/** Assets of a certificate at most. */
export const mostAssets = 100;

/** The positions that a question leads to; undefined if they are more than a certificate states. */
export async function allPositions(ports: ResolvePorts, target: Target): Promise<readonly PositionName[] | undefined> {
  const { items, nextCursor } = await positionsOf(ports, target, { limit: mostAssets });
  return nextCursor === undefined && items.length <= mostAssets ? items : undefined;
}

/** The assets of positions that a question finds as of an instant. */
export async function assetsAt(
  ports: FindPorts,
  target: Target,
  positions: readonly PositionName[],
  times: { readonly at: Instant | undefined; readonly now: Instant },
): Promise<Outcome<FoundAsset[], RecordsBehind>> {
  const found = await lookUp(ports, positions, times);
  if (!found.ok || times.at === undefined) return found;
  // What finds an asset may have come later than the instant: rows of positions know no time.
  return accept(found.value.filter((asset) => target.concerns(asset)));
}

/** What is disclosed of assets. */
export function views(assets: readonly FoundAsset[]): FoundAsset["view"][] {
  return assets.map(({ view }) => view);
}

/** As of when an answer states the register: the instant asked for, or now, and never before the last change that it shows. */
export function asOf({ at }: Asked, now: Instant, assets: readonly FoundAsset[]): Instant {
  return at ?? assets.reduce((latest, { view: { changedAt } }) => (changedAt > latest ? changedAt : latest), now);
}
