import * as z from "zod";
import { examples } from "../functions/examples.ts";
import { problemFacts } from "../functions/problem-facts.ts";
import { contexts } from "../functions/registry.ts";
import { titles } from "../functions/titles.ts";
import { approvedResult, asksForSecondPerson } from "../shared/approvals/contract.ts";
import { everyFact } from "../shared/deployment/context.ts";
import { functionsOfKind, subscribedFacts } from "../shared/deployment/derive.ts";
import { requestsName } from "../shared/deployment/second-person.ts";
import type { Substitutes } from "../shared/http/components.ts";
import { type EventSchema, eventSchemas } from "../shared/http/event-schemas.ts";
import { openApiDocument } from "../shared/http/openapi.ts";
import type { EndpointDescription } from "../shared/kernel/endpoint.ts";
import { type FactSchema, factEnvelope } from "../shared/kernel/fact.ts";
import { growing } from "../shared/kernel/schemas.ts";

/** The documents generated from the contexts: the API description, and the schemas of all events by type and version. */
export interface Description {
  readonly openApi: Readonly<Record<string, unknown>>;
  readonly events: readonly EventSchema[];
}

/** Describes the API and the events of all contexts; pure. */
export function describeContexts(): Description {
  const serving = contexts.filter(({ endpoints }) => Object.keys(endpoints).length > 0);
  return {
    openApi: openApiDocument(serving, { substitutes: substitutes(), examples, titles, problemFacts }),
    events: eventSchemas(contexts),
  };
}

/** Files of the description, by path below `docs/`. */
export function descriptionFiles({ openApi, events }: Description): ReadonlyMap<string, string> {
  const list = events.map(({ type, version, context, description }) => ({ type, version, context, description }));
  const schemas = events.map((event): [string, unknown] => [`events/${event.type}.v${event.version}.json`, event.schema]);
  const files: [string, unknown][] = [["openapi.json", openApi], ["events/index.json", list], ...schemas];
  return new Map(files.map(([path, content]) => [path, `${JSON.stringify(content, null, 2)}\n`]));
}

/** What only all contexts together know. Contracts name these components, so that no context and no bundle has to know the others. */
function substitutes(): Substitutes {
  const kinds = contexts.flatMap((context) => ("notices" in context ? Object.values(context.notices.texts) : [])).map(({ kind }) => kind);
  const facts = subscribedFacts({ facts: everyFact }, contexts).map(({ schema }) => schema);
  const endpoints: readonly EndpointDescription[] = contexts.flatMap((context) => Object.values(context.endpoints));
  const asking = endpoints.filter(asksForSecondPerson).map(({ operationId }) => operationId);
  return {
    NoticeKind: listed(kinds, "Subject of the notice"),
    FactType: listed(
      facts.map(({ factType }) => factType),
      "Kind of fact, for example `need-certified`",
    ),
    ApprovedOperation: listed(asking, "Operation that was entered, by its `operationId`"),
    Fact: factByType(facts),
    ...approvedResults(),
  };
}

/** What approving answers, for each function that keeps requests: the response of any operation that asks for a second person there. */
function approvedResults(): Substitutes {
  const results = functionsOfKind(contexts, "api").flatMap(({ definition: { requests, endpoints } }) => {
    const responses = new Set(Object.values(endpoints).flatMap((each) => (asksForSecondPerson(each) ? each.response : [])));
    const [only, ...others] = responses;
    return requests && only ? [[approvedResult(requestsName(requests)), others.length === 0 ? only : z.union([only, ...others])]] : [];
  });
  return Object.fromEntries(results) as Substitutes;
}

function listed(words: readonly string[], description: string): z.ZodType {
  return z
    .enum([...new Set(words)].sort())
    .describe(description)
    .meta({ [growing]: true });
}

/** A fact with the data of its type, and of its version where the type has several. */
export function factByType(facts: readonly FactSchema[]): z.ZodType {
  const byType = Map.groupBy(facts, ({ factType }) => factType);
  const options = [...byType]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([factType, versions]) => factOfType(factType, versions));
  const [first, ...rest] = options;
  if (!first) throw new Error("facts are recorded");
  return z
    .discriminatedUnion("factType", [first, ...rest])
    .describe("A fact by its type")
    .meta({ [growing]: true });
}

/** A fact of one type; where the type has several versions, a union of them under the type's name. */
function factOfType(factType: string, versions: readonly FactSchema[]) {
  const id = `${pascalCase(factType)}Fact`;
  const [first, ...later] = [...versions].sort((one, other) => one.schemaVersion - other.schemaVersion);
  if (!first) throw new Error(`${factType} has a version`);
  if (later.length === 0) return factOfVersion(first, id);
  const named = (each: FactSchema) => factOfVersion(each, `${id}V${each.schemaVersion}`);
  return z
    .discriminatedUnion("schemaVersion", [named(first), ...later.map(named)])
    .describe("A fact by the version of its shape")
    .meta({ id });
}

function factOfVersion({ factType, schemaVersion, data, description }: FactSchema, id: string) {
  return factEnvelope
    .extend({
      factType: z.literal(factType).describe("Kind of fact"),
      schemaVersion: z.literal(schemaVersion).describe("Version of the shape of `data`"),
      data: data.describe("Data of the fact"),
    })
    .describe(description)
    .meta({ id });
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
