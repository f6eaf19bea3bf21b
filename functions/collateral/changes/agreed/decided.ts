import type { Instant } from "../../../../shared/kernel/clock.ts";
import type { Outcome } from "../../../../shared/kernel/outcome.ts";
import type { Pledge } from "../../pledges/rows.ts";
import type { PledgingPorts } from "../../ports.ts";
import type { CollateralRefusal } from "../../problems.ts";
import type { ChangedRegister } from "../../register/change-register.ts";
import type { PositionName } from "../../register/rows.ts";
import type { ChangeKind } from "./kinds.ts";
import type { ChangeContents } from "./rows.ts";

/** What a change does to its pledge, and to registers. */
export interface Decided {
  readonly change: Partial<Pledge>;
  readonly changed: readonly ChangedRegister<CollateralRefusal>[];
  /** When it happens, where that is the time of a place in a register. */
  readonly at?: Instant;
  /** Positions and numbers by which searches find the pledge from now on; absent where nothing changes in that. */
  readonly found?: { readonly positions: readonly PositionName[]; readonly numbers?: readonly string[] };
}

/** Decides whether a change is possible as things are, and what it does. A proposal only asks, its agreement does it. */
export type Decide<Kind extends ChangeKind> = (
  ports: PledgingPorts,
  pledge: Pledge,
  terms: ChangeContents[Kind],
  at: Instant,
) => Promise<Outcome<Decided, CollateralRefusal>>;
