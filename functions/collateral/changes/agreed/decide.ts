import type { Instant } from "../../../../shared/kernel/clock.ts";
import type { Pledge } from "../../pledges/rows.ts";
import type { PledgingPorts } from "../../ports.ts";
import { addition } from "./addition.ts";
import { amendment } from "./amendment.ts";
import { assignment } from "./assignment.ts";
import type { Decide } from "./decided.ts";
import { extension } from "./extension.ts";
import type { ChangeKind } from "./kinds.ts";
import type { ChangeContent } from "./rows.ts";
import { subordination } from "./subordination.ts";

const deciders: { readonly [Kind in ChangeKind]: Decide<Kind> } = { amendment, extension, addition, assignment, subordination };

/** Decides about a change of any kind. */
export function decideChange(ports: PledgingPorts, pledge: Pledge, { kind, terms }: ChangeContent, at: Instant) {
  return decideOf(kind)(ports, pledge, terms as never, at);
}

function decideOf<Kind extends ChangeKind>(kind: Kind): Decide<Kind> {
  return deciders[kind];
}
