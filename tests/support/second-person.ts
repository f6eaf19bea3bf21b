import { PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { requestOperations } from "../../shared/approvals/contract.ts";
import type { ContextDefinition } from "../../shared/deployment/context.ts";
import { functionsOfKind } from "../../shared/deployment/derive.ts";
import { requestsName } from "../../shared/deployment/second-person.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { memberCodec, memberKey, partyKey } from "../../shared/members/members.ts";
import { getItem, keyOf } from "../../shared/store/client.ts";
import type { Engine } from "./engine.ts";
import type { Answer, Request } from "./front-door.ts";

/** Operations on requests that wait for a second person, which are derived and the same in every context. */
export function requestOperationsOf(contexts: readonly ContextDefinition[]): ReadonlySet<string> {
  const names = functionsOfKind(contexts, "api").flatMap(({ definition }) =>
    definition.requests ? requestsName(definition.requests) : [],
  );
  return new Set(names.flatMap((name) => Object.values(requestOperations(name))));
}

type Door = (request: Request) => Promise<Answer>;

/** Another person of the same party, with the same role; created once. Its row is put directly, as those of `givenMember` are. */
export async function colleagueOf(
  { dynamo, tables }: Pick<Engine, "dynamo" | "tables">,
  subject: string,
  name = "colleague",
): Promise<string> {
  const colleague = `${name}-of-${subject}`;
  if (await getItem(dynamo, tables.Parties, memberKey(colleague))) return colleague;
  const member = memberCodec.decode(required(await getItem(dynamo, tables.Parties, memberKey(subject)), `membership of ${subject}`));
  const Item = { ...keyOf(memberKey(colleague)), ...memberCodec.encode({ ...member, subject: colleague }) };
  await dynamo.send(new PutItemCommand({ TableName: tables.Parties, Item }));
  await dynamo.send(
    new UpdateItemCommand({
      TableName: tables.Parties,
      Key: keyOf(partyKey(member.partyId)),
      UpdateExpression: "ADD people :one",
      ExpressionAttributeValues: { ":one": { N: "1" } },
    }),
  );
  return colleague;
}

/**
 * A door behind which a colleague approves at once whatever waits for a second person: the answer is then that of the operation itself. For
 * tests of everything else.
 */
export function approvedByColleague(engine: Pick<Engine, "dynamo" | "tables">, door: Door): Door {
  return async (request) => {
    const entered = await door(request);
    if (entered.status !== 202) return entered;
    const as = await colleagueOf(engine, required(request.as, "person who entered"));
    const { language } = request;
    const approved = await door({ as, method: "POST", path: `${entered.headers.location}/approval`, ...(language && { language }) });
    return approved.status === 200 ? { ...approved, body: (approved.body as { readonly result: unknown }).result } : approved;
  };
}
