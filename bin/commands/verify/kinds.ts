import { book } from "./book.ts";
import { collateralCertificate } from "./collateral-certificate.ts";
import type { Kind } from "./judgement.ts";

/** All kinds of documents that can be verified, recognised by their members; a new kind is a row here. */
export const kinds: readonly Kind[] = [book, collateralCertificate];

/** The kind of a document: the one that it has most members of; none if it has no member of any. */
export function kindOf(document: unknown): Kind | undefined {
  if (typeof document !== "object" || document === null) return undefined;
  const counted = kinds.map((kind) => ({ kind, members: Object.keys(kind.schema.shape).filter((name) => Object.hasOwn(document, name)) }));
  return counted.filter(({ members }) => members.length > 0).toSorted((one, other) => other.members.length - one.members.length)[0]?.kind;
}
