import type { ContextDefinition } from "../../shared/deployment/context.ts";
import { isWrite } from "../../shared/kernel/endpoint.ts";
import type { AuctionHouse } from "./auction-house.ts";
import { moduleOf } from "./by-context.ts";
import type { Request } from "./front-door.ts";

/** What the scenarios of contexts run in, one after the other in the order of the registry. */
export interface CapacityWorld {
  readonly house: AuctionHouse;
  /** What earlier contexts made that later ones build on, by name. Throws where there is no such thing. */
  made(name: string): string;
  /** Sends a request that is not measured; it has to be accepted. */
  call(request: Request): Promise<Record<string, unknown>>;
  /** Sends a command that has to be accepted, and notes what it used under a name. */
  measure(name: string, request: Request): Promise<Record<string, unknown>>;
}

/** What a context tells the test of capacity, in `tests/integration/capacity/<context>.ts`. */
export interface CapacityRows {
  /** Measures every command of the context; gives what later contexts build on. */
  readonly measure: (world: CapacityWorld) => Promise<Readonly<Record<string, string>>>;
  /** Why a command writes more than two units an item: units above are allowed only here, and counted. */
  readonly above: Readonly<Record<string, { readonly units: number; readonly because: string }>>;
  /** Commands that are not measured, and why. */
  readonly unmeasured: Readonly<Record<string, string>>;
}

/** The rows of a context; undefined where it has no commands. */
export async function capacityRowsOf({ name, endpoints }: ContextDefinition): Promise<CapacityRows | undefined> {
  if (!Object.values(endpoints).some(isWrite)) return undefined;
  const { capacity } = await moduleOf<{ readonly capacity: CapacityRows }>(
    "tests/integration/capacity",
    name,
    "how each of its commands is measured",
  );
  return capacity;
}
