/** A text in both languages of the product. `{name}` is replaced by the refusal's member of that name. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Names of words, as people read them. */
export type Words<Word extends string = string> = Readonly<Record<Word, Bilingual>>;

/** One row of a problem table (RFC 9457): a refusal explained to the caller. `Facts` are the members that explain it. */
export interface ProblemRow<Facts extends object = never> {
  /**
   * HTTP status: 404 not found or not visible, 405 no such method, 409 wrong state, 412 stale version, 422 the input violates a rule, 403 not
   * allowed, 500 a fault of ours.
   */
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 422 | 429 | 500 | 503;
  /** A short name of the problem; the same for every occurrence. */
  readonly title: Bilingual;
  /** What happened, why, and what to do; may quote members of the refusal as `{member}`. */
  readonly detail: Bilingual;
  /** Names of the words that members hold, by member: the detail uses the names, the members keep the words for programs. */
  readonly words?: Readonly<Record<string, Words>>;
  /** Never set: carries the type of the facts. */
  readonly facts?: (facts: Facts) => void;
}

/** A context's table from refusal code to problem. */
export type ProblemTable<Code extends string = string> = Readonly<Record<Code, ProblemRow>>;

/** One row of a problem table, with the members that explain such a refusal: `problem<{ readonly payBy: string }>({ … })`. */
export function problem<Facts extends object = object>(row: Omit<ProblemRow, "facts">): ProblemRow<NoInfer<Facts>> {
  return row;
}

/** The refusals that a problem table explains: each code with its facts, so that a refusal without a text does not compile. */
export type RefusalOf<Table extends ProblemTable> = {
  readonly [Code in keyof Table & string]: { readonly code: Code } & (Table[Code] extends ProblemRow<infer Facts> ? Facts : never);
}[keyof Table & string];
