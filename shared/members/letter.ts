import * as z from "zod";
import type { Instant } from "../kernel/clock.ts";

const letterShape = z.object({ sha256: z.string(), from: z.string(), until: z.string(), validFrom: z.string(), endsAt: z.string() });

/** A letter of authority (授权书): its document by hash, the days it is valid, and the same as instants, which every call compares. */
export type Letter = Readonly<z.infer<typeof letterShape>>;

/** A stored letter of authority; throws if it is not one. */
export function parsedLetter(value: unknown): Letter {
  return letterShape.parse(value);
}

/** Whether a letter authorises at an instant. */
export function isValidAt({ validFrom, endsAt }: Pick<Letter, "validFrom" | "endsAt">, at: Instant): boolean {
  return validFrom <= at && at < endsAt;
}
