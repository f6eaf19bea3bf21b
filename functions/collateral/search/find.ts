import type { Instant } from "../../../shared/kernel/clock.ts";
import type { PageRequest } from "../../../shared/store/client.ts";
import type { CollateralPorts } from "../ports.ts";
import type { PositionName } from "../register/rows.ts";
import type { Asked } from "./asked.ts";
import { type FoundAsset, lookUp } from "./look-up.ts";
import { positionsOf, type Target } from "./resolve.ts";

/** Dependencies of finding. */
export type FindPorts = Pick<CollateralPorts, "own" | "ledger" | "members">;

/** Assets of a certificate at most. */
export const mostAssets = 100;

/** A page of assets that a question finds as of an instant. */
export async function findPage(ports: FindPorts, target: Target, at: Instant | undefined, now: Instant, request: PageRequest) {
  const { items: positions, ...rest } = await positionsOf(ports, target, request);
  return { positions, assets: await assetsAt(ports, target, positions, at, now), ...rest };
}

/** All assets that a question finds; undefined if they are more than a certificate states. */
export async function findAll(ports: FindPorts, target: Target, at: Instant | undefined, now: Instant) {
  const { items: positions, nextCursor } = await positionsOf(ports, target, { limit: mostAssets });
  if (nextCursor !== undefined || positions.length > mostAssets) return undefined;
  return { positions, assets: await assetsAt(ports, target, positions, at, now) };
}

async function assetsAt(
  ports: FindPorts,
  target: Target,
  positions: readonly PositionName[],
  at: Instant | undefined,
  now: Instant,
): Promise<FoundAsset[]> {
  const found = await lookUp(ports, positions, { at, now });
  // What finds an asset may have come later than the instant: rows of positions know no time.
  return found.filter((asset) => at === undefined || target.concerns(asset));
}

/** What is disclosed of assets. */
export function views(assets: readonly FoundAsset[]): FoundAsset["view"][] {
  return assets.map(({ view }) => view);
}

/** As of when an answer states the register: the instant asked for, or now, and never before the last change that it shows. */
export function asOf({ at }: Asked, now: Instant, assets: readonly FoundAsset[]): Instant {
  return at ?? assets.reduce((latest, { view: { changedAt } }) => (changedAt > latest ? changedAt : latest), now);
}
