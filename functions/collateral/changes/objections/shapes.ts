import { words } from "../../../../shared/kernel/schemas.ts";
import { pledgeObjectionLifecycle } from "./lifecycle.ts";

/** State of an objection. */
export const objectionState = words("PledgeObjectionState", pledgeObjectionLifecycle.states, "State of the objection");
