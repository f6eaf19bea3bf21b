import type { DisclosedObjection, Pledge } from "../pledges/rows.ts";

/** An objection to a registration, as the register discloses it. */
export type ObjectionView = Omit<DisclosedObjection, "objectionId">;

/** The objections to a pledge as it stood, which it keeps with its versions: the one place where they join what a search finds. */
export function objectionsTo({ objections = [] }: Pick<Pledge, "objections">): readonly ObjectionView[] {
  return objections.map(({ objectionId: _objectionId, ...disclosed }) => disclosed);
}
