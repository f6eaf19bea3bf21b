import { contexts } from "../functions/registry.ts";
import { everyFact } from "../shared/deployment/context.ts";
import { subscribedFacts } from "../shared/deployment/derive.ts";
import { type EventSchema, eventSchemas } from "../shared/http/event-schemas.ts";
import { openApiDocument } from "../shared/http/openapi.ts";

/** The documents generated from the contexts: the API description, and the schemas of all events by type and version. */
export interface Description {
  readonly openApi: Readonly<Record<string, unknown>>;
  readonly events: readonly EventSchema[];
}

/** Describes the API and the events of all contexts; pure. */
export function describeContexts(): Description {
  const kinds = contexts.flatMap((context) => ("notices" in context ? Object.values(context.notices.texts) : [])).map(({ kind }) => kind);
  const recorded = subscribedFacts({ facts: everyFact }, contexts).map(({ schema }) => schema.factType);
  const enumerations = { NoticeKind: [...new Set(kinds)].sort(), FactType: [...new Set(recorded)].sort() };
  const serving = contexts.filter(({ endpoints }) => Object.keys(endpoints).length > 0);
  return { openApi: openApiDocument(serving, { enumerations }), events: eventSchemas(contexts) };
}

/** Files of the description, by path below `docs/`. */
export function descriptionFiles({ openApi, events }: Description): ReadonlyMap<string, string> {
  const list = events.map(({ type, version, context, description }) => ({ type, version, context, description }));
  const schemas = events.map((event): [string, unknown] => [`events/${event.type}.v${event.version}.json`, event.schema]);
  const files: [string, unknown][] = [["openapi.json", openApi], ["events/index.json", list], ...schemas];
  return new Map(files.map(([path, content]) => [path, `${JSON.stringify(content, null, 2)}\n`]));
}
