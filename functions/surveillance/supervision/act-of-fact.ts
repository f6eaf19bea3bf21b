import type { EndpointDescription } from "../../../shared/kernel/endpoint.ts";
import type { Fact } from "../../../shared/kernel/fact.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { Act } from "../../../shared/supervision/acts.ts";
import { actsOfFacts, jobsOfOwnAccord } from "./acts-of-facts.ts";

const byType = new Map(actsOfFacts.map((each) => [each.fact.factType, each]));

/** Whether an operation always takes two persons of the operator, by its own description. */
function takesTwoOf({ secondPerson }: Pick<EndpointDescription, "secondPerson">): boolean {
  return secondPerson?.always?.includes("operator") === true && secondPerson.perDecision !== true;
}

/** The act that a fact tells of; undefined where a job did it by itself. It follows from the fact alone. */
export function actOfFact({ factId, factType, occurredAt, actor, approvedBy, data }: Fact): Act | undefined {
  if (jobsOfOwnAccord.includes(actor)) return undefined;
  const { kind, operation, about } = required(byType.get(factType), `act of ${factType}`);
  const said = data as Readonly<Record<string, unknown>>;
  const told = about.flatMap((name) => (said[name] === undefined || said[name] === "" ? [] : [[name, String(said[name])] as const]));
  return {
    ...{ actId: factId, kind, at: occurredAt, actor, takesTwo: takesTwoOf(operation), about: Object.fromEntries(told) },
    ...(approvedBy !== undefined && { approvedBy }),
    ...(typeof said.reason === "string" && { reason: said.reason }),
  };
}
