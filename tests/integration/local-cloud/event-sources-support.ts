import type { EventSource } from "../../../infra/local-cloud/event-sources/types.ts";
import { type Fields, fieldsOf, list } from "../../../infra/local-cloud/values.ts";

/** A stream record as a test looks at it. */
export interface SeenRecord {
  readonly raw: Fields;
  readonly eventName: string;
  readonly pk: string;
  readonly sequenceNumber: string;
  readonly newImage: Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;
}

/** The records of an event as Lambda gets it. */
export function recordsOf(event: unknown): SeenRecord[] {
  return list(fieldsOf(event).Records).map((value) => {
    const raw = fieldsOf(value);
    const { Keys, NewImage, SequenceNumber } = fieldsOf(raw.dynamodb);
    const newImage = Object.fromEntries(Object.entries(fieldsOf(NewImage)).map(([name, attribute]) => [name, fieldsOf(attribute)]));
    return {
      raw,
      eventName: String(raw.eventName),
      pk: String(fieldsOf(fieldsOf(Keys).pk).S),
      sequenceNumber: String(SequenceNumber),
      newImage,
    };
  });
}

/** Waits until a condition holds, looking every few milliseconds; fails after ten seconds. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error("the condition did not come true in ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits until a source has delivered everything. */
export function untilIdle(source: EventSource): Promise<void> {
  return eventually(async () => (await source.state()).idle);
}
