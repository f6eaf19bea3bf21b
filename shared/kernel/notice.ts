import type { Bilingual } from "./problem.ts";

/**
 * Subject and text of the notice for one fact type. `{name:format}` is replaced by the fact's member of that name, formatted for readers.
 */
export interface NoticeText extends Bilingual {
  /** Short name of the subject, for filters and icons: `due`, `won`. */
  readonly kind: string;
  /** Heading of messages. */
  readonly heading: Bilingual;
  /** Whether law or rules demand that it is delivered: nobody can unsubscribe from notices of its kind. */
  readonly legallyRequired?: true;
}

/** Texts of the notices about a context's facts. */
export interface NoticeTexts {
  /** By fact type; a fact type without a text sends no notice. */
  readonly texts: Readonly<Record<string, NoticeText>>;
  /** Words for the codes that texts quote as `{name:word}`. */
  readonly words?: Readonly<Record<string, Bilingual>>;
}
