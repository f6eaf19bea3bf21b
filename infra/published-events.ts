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

/** What keeps the events from being written: published versions that changed or are gone, each by name. */
export function brokenPromises(published: readonly PublishedEvent[], events: readonly EventSchema[]): string[] {
  const current = new Map(events.map((event) => [eventName(event), hashOf(event)]));
  return published.flatMap((each) => {
    const name = eventName(each);
    const found = current.get(name);
    if (found === undefined) return [`${name} is published and can no longer be decoded: give its schema back to the contract`];
    if (found === each.sha256) return [];
    return [`${name} is published and has changed: leave it as it was, and add version ${each.version + 1} beside it`];
  });
}

/** The list with every event of today in it. */
export function publishedWith(events: readonly EventSchema[]): PublishedEvent[] {
  return events.map((event) => ({ type: event.type, version: event.version, sha256: hashOf(event) }));
}

function hashOf({ schema }: EventSchema): string {
  return sha256(canonicalJson(schema));
}
