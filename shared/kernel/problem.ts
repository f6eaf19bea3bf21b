/** A text in both languages of the product. `{name}` is replaced by the member of that name of the refusal. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** One row of a problem table (RFC 9457): what the refusal means to the caller. */
export interface ProblemRow {
  /** HTTP status: 404 not found or not yours, 409 the state refuses, 412 stale version, 422 the input breaks a rule, 403 not allowed. */
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 422 | 429 | 503;
  /** A short name of the problem, the same every time. */
  readonly title: Bilingual;
  /** What happened here, why, and how to go on; may quote members of the refusal as `{member}`. */
  readonly detail: Bilingual;
}

/** A context's table from refusal code to problem. */
export type ProblemTable<Code extends string = string> = Readonly<Record<Code, ProblemRow>>;
