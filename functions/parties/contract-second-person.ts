import * as z from "zod";
import { endpoint, secondPersonChoice } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field } from "../../shared/kernel/fields.ts";
import { party } from "./shapes.ts";

const params = z.object({ choice: secondPersonChoice });
const path = "/parties/own/second-person/{choice}";

/** The endpoints of what a member wants two persons for. */
export const secondPersonEndpoints = {
  switchSecondPersonOn: endpoint({
    operationId: "switchSecondPersonOn",
    method: "PUT",
    path,
    summary: "From now on a second person of the caller's party has to approve what it enters of this kind; counts within ten seconds.",
    roles: ["enterprise", "bank"],
    act: "manage-people",
    params,
    response: party,
    refusals: ["second-person-unchanged"],
  }),
  switchSecondPersonOff: endpoint({
    operationId: "switchSecondPersonOff",
    method: "DELETE",
    path,
    summary: "One person decides again what the caller's party enters of this kind. A second person has to approve that itself.",
    roles: ["enterprise", "bank"],
    act: "manage-people",
    secondPerson: { always: ["enterprise", "bank"] },
    params,
    response: party,
    refusals: ["second-person-unchanged"],
  }),
} as const;

/** Facts about what a member wants two persons for. */
export const secondPersonFacts = {
  secondPersonSwitched: factSchema(
    "second-person-switched",
    1,
    z.object({
      partyId: field.partyId,
      name: field.partyName,
      choice: secondPersonChoice,
      on: z.boolean().describe("Whether a second person approves from now on"),
    }),
    "A member decided whether a second of its people has to approve its bids, pledges or allocations.",
  ),
};
