import { canonicalJson } from "../../kernel/canonical-json.ts";
import type { EndpointDescription } from "../../kernel/endpoint.ts";
import { sha256 } from "../../kernel/ids.ts";
import { invariant } from "../../kernel/invariant.ts";
import type { AuthorizedCall } from "../chain.ts";

/** The parts of a call that a person entered, parsed. */
export type Input = Pick<AuthorizedCall, "params" | "query" | "body">;

/** What was entered, as it is stored and hashed: canonical JSON of the operation and its parsed input. */
export function inputText({ operationId }: Pick<EndpointDescription, "operationId">, { params, query, body }: Input): string {
  return canonicalJson({ operation: operationId, params, query, body });
}

/** The hash under which it is approved. */
export function inputHashOf(text: string): string {
  return sha256(text);
}

/** The parts of a stored input as plain JSON. */
export function storedParts(text: string): {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
} {
  const { params, query, body } = JSON.parse(text) as Record<"params" | "query" | "body", Record<string, unknown>>;
  return { params, query, body };
}

/**
 * The input of a stored text, parsed again by its endpoint; undefined unless it comes out exactly as it was entered. Throws if the text is
 * not the one that was hashed.
 */
export function restoredInput(
  endpoint: EndpointDescription,
  { input, inputHash }: { readonly input: string; readonly inputHash: string },
): Input | undefined {
  invariant(inputHashOf(input) === inputHash, "what is approved is exactly what was entered");
  const stored = storedParts(input);
  const [params, query, body] = [
    endpoint.params.safeParse(stored.params),
    endpoint.query.safeParse(stored.query),
    endpoint.body.safeParse(stored.body),
  ];
  if (!params.success || !query.success || !body.success) return undefined;
  const restored = { params: params.data, query: query.data, body: body.data };
  return inputText(endpoint, restored) === input ? restored : undefined;
}
