import type { ContextDefinition } from "../../shared/deployment/context.ts";
import { isWrite } from "../../shared/kernel/endpoint.ts";
import type { AuctionHouse } from "./auction-house.ts";
import { moduleOf } from "./by-context.ts";
import type { Request } from "./front-door.ts";

/** Environment of the contexts' scenarios, which run one after another in the order of the registry. */
export interface CapacityWorld {
  readonly house: AuctionHouse;
  /** An object made by an earlier context, by name. Throws if there is none. */
  made(name: string): string;
  /** Sends a request without measuring it; throws if it is refused. */
  call(request: Request): Promise<Record<string, unknown>>;
  /** Sends a command and records its usage under a name; throws if it is refused. */
  measure(name: string, request: Request): Promise<Record<string, unknown>>;
  /** Sends a command that is refused and records its usage under a name: of a few refusals something is written. */
  measureRefused(name: string, request: Request): Promise<void>;
}

/** What a context adds to the test of capacity, in `tests/integration/capacity/<context>.ts`. */
export interface CapacityRows {
  /**
   * Measures every command of the context; returns the objects that later contexts need. A request's `as` is the subject of a person:
   * `world.house.operator`, `world.house.regulator`, or `world.made("person")`, who acts for the admitted enterprise that `parties` made.
   */
  readonly measure: (world: CapacityWorld) => Promise<Readonly<Record<string, string>>>;
  /** Why a command writes more than two units an item: units above are allowed only here, and counted. */
  readonly above: Readonly<Record<string, { readonly units: number; readonly because: string }>>;
  /** Commands that are not measured, and why. */
  readonly unmeasured: Readonly<Record<string, string>>;
}

/** The rows of a context that has parts, in the order in which things happen; a part finds what the parts before it made. */
export function capacityOfParts(parts: readonly CapacityRows[]): CapacityRows {
  return {
    async measure(world) {
      const found: Record<string, string> = {};
      const made = (name: string): string => found[name] ?? world.made(name);
      for (const { measure } of parts) Object.assign(found, await measure({ ...world, made }));
      return found;
    },
    above: Object.assign({}, ...parts.map(({ above }) => above)),
    unmeasured: Object.assign({}, ...parts.map(({ unmeasured }) => unmeasured)),
  };
}

/** The rows of a context; undefined if it has no commands. */
export async function capacityRowsOf({ name, endpoints }: ContextDefinition): Promise<CapacityRows | undefined> {
  if (!Object.values(endpoints).some(isWrite)) return undefined;
  const { capacity } = await moduleOf<{ readonly capacity: CapacityRows }>(
    "tests/integration/capacity",
    name,
    "how each of its commands is measured",
  );
  return capacity;
}
