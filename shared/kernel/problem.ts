/** A text in both languages of the product. `{name}` is replaced by the member of that name of the refusal. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** One row of a problem table (RFC 9457): what the refusal means to the caller. `Facts` are the members that explain the refusal. */
export interface ProblemRow<Facts extends object = never> {
  /** HTTP status: 404 not found or not yours, 409 the state refuses, 412 stale version, 422 the input breaks a rule, 403 not allowed. */
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 422 | 429 | 503;
  /** A short name of the problem, the same every time. */
  readonly title: Bilingual;
  /** What happened here, why, and how to go on; may quote members of the refusal as `{member}`. */
  readonly detail: Bilingual;
  /** Never there: carries the type of the facts. */
  readonly facts?: (facts: Facts) => void;
}

/** A context's table from refusal code to problem. */
export type ProblemTable<Code extends string = string> = Readonly<Record<Code, ProblemRow>>;

/** One row of a problem table, with the members that explain such a refusal: `problem<{ readonly payBy: string }>({ … })`. */
export function problem<Facts extends object = object>(row: Omit<ProblemRow, "facts">): ProblemRow<NoInfer<Facts>> {
  return row;
}

/** The refusals that a problem table explains: a code and its facts each, so that a refusal without a text does not compile. */
export type RefusalOf<Table extends ProblemTable> = {
  readonly [Code in keyof Table & string]: { readonly code: Code } & (Table[Code] extends ProblemRow<infer Facts> ? Facts : never);
}[keyof Table & string];
