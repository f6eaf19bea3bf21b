import type * as z from "zod";
import type { EndpointDescription } from "../kernel/endpoint.ts";

/** An example of a call, and of the answer where that helps. */
export interface Example {
  /** One line for readers: what the call is about. */
  readonly summary: string;
  /** Persona of the local cloud that sends it; that of the example's name when absent. */
  readonly by?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly response?: unknown;
}

/** The examples of an API: by operation id and name. */
export type ExamplesByOperation = Readonly<Record<string, Readonly<Record<string, Example>>>>;

type Endpoints = Readonly<Record<string, EndpointDescription>>;
/** A part of a call: it may be left out only where nothing in it is required. */
type Part<Name extends string, Schema extends z.ZodType> =
  Record<never, never> extends z.input<Schema>
    ? { readonly [Each in Name]?: z.input<Schema> }
    : { readonly [Each in Name]: z.input<Schema> };
type ExampleOf<E extends EndpointDescription> = {
  readonly summary: string;
  readonly by?: string;
  readonly response?: z.input<E["response"]>;
} & Part<"params", E["params"]> &
  Part<"query", E["query"]> &
  Part<"body", E["body"]>;

/** Examples of an endpoint, by the name of who sends it. */
type NamedExamples<E extends EndpointDescription> = Readonly<Record<string, ExampleOf<E>>>;
/** Operations that can't be called without something. */
type Asking<E extends Endpoints> = {
  [Operation in keyof E]: { readonly summary: string } extends ExampleOf<E[Operation]> ? never : Operation;
}[keyof E];

/**
 * Examples of the endpoints of a context: a missing one does not compile where the call needs anything, and no mistyped member does. They are
 * read by the description only; no handler imports them.
 */
export type Examples<E extends Endpoints> = { readonly [Operation in Asking<E>]: NamedExamples<E[Operation]> } & {
  readonly [Operation in Exclude<keyof E, Asking<E>>]?: NamedExamples<E[Operation]>;
};
