/** A made-up person who can sign in to the local cloud. What the person may do is decided by the deployed functions, not by the issuer. */
export interface Persona {
  readonly name: string;
  /** Subject of the person's tokens. */
  readonly subject: string;
  /** Display names: the sign-in page shows the one of its language; identity tokens carry the Chinese one. */
  readonly zh: string;
  readonly en: string;
}

/** What the issuer's sign-in page offers. */
export interface SignIn {
  /** Product name in the page's title, by language. */
  readonly product: { readonly zh: string; readonly en: string };
  /** Everybody who can sign in; the page lists them in this order. */
  readonly personas: readonly Persona[];
}

/** The persona of a name; undefined when there is none. */
export function personaNamed(personas: readonly Persona[], name: string): Persona | undefined {
  return personas.find((persona) => persona.name === name);
}
