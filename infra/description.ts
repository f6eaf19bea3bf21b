import { registry } from "../functions/documentation/registry.ts";
import { noticeKinds } from "../functions/notices/texts.ts";
import { type EventSchema, eventSchemas } from "../shared/http/event-schemas.ts";
import { openApiDocument } from "../shared/http/openapi.ts";
import { transferFact } from "../shared/ledger/entry.ts";

/** What is generated from the contracts: the description of the API, and the schemas of all events by type and version. */
export interface Description {
  readonly openApi: Readonly<Record<string, unknown>>;
  readonly events: readonly EventSchema[];
}

/** Describes the API and the events of all contexts; pure. */
export function describeContracts(): Description {
  const events = eventSchemas([...registry, { name: "ledger", facts: { transferFact } }]);
  const factTypes = new Set(registry.flatMap(({ facts }) => Object.values(facts).map(({ factType }) => factType)));
  const enumerations = { NoticeKind: Object.keys(noticeKinds), FactType: [...factTypes].sort() };
  return { openApi: openApiDocument(registry, { enumerations }), events };
}

/** Files of the description, by path below `docs/`. */
export function descriptionFiles({ openApi, events }: Description): ReadonlyMap<string, string> {
  const list = events.map(({ type, version, context, description }) => ({ type, version, context, description }));
  const schemas = events.map((event): [string, unknown] => [`events/${event.type}.v${event.version}.json`, event.schema]);
  const files: [string, unknown][] = [["openapi.json", openApi], ["events/index.json", list], ...schemas];
  return new Map(files.map(([path, content]) => [path, `${JSON.stringify(content, null, 2)}\n`]));
}
