import { type EventSchema, eventName } from "../shared/http/event-schemas.ts";
import { canonicalJson } from "../shared/kernel/canonical-json.ts";
import { sha256 } from "../shared/kernel/ids.ts";

/** One version of an event that subscribers rely on: its schema never changes again. */
export interface PublishedEvent {
  readonly type: string;
  readonly version: number;
  /** SHA-256 of the schema as canonical JSON. */
  readonly sha256: string;
}

/** Published versions that have changed or disappeared, as messages by name; none may be written then. */
export function brokenPromises(published: readonly PublishedEvent[], events: readonly EventSchema[]): string[] {
  const current = new Map(events.map((event) => [eventName(event), hashOf(event)]));
  return published.flatMap((each) => {
    const name = eventName(each);
    const found = current.get(name);
    if (found === undefined) return [`${name} is published but its schema is gone: restore it in the contract`];
    if (found === each.sha256) return [];
    return [`${name} is published and has changed: restore it and add version ${each.version + 1}`];
  });
}

/** The published list with all current events. */
export function publishedWith(events: readonly EventSchema[]): PublishedEvent[] {
  return events.map((event) => ({ type: event.type, version: event.version, sha256: hashOf(event) }));
}

function hashOf({ schema }: EventSchema): string {
  return sha256(canonicalJson(schema));
}
