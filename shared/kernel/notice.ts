import type { Bilingual } from "./problem.ts";

/** What a notice of one fact type is about and says. `{name:format}` in a text is the fact's member of that name, as people write it. */
export interface NoticeText extends Bilingual {
  /** Short name of what it is about, for filters and icons: `due`, `won`. */
  readonly kind: string;
  /** Heading that a message carries. */
  readonly heading: Bilingual;
}

/** What a context's facts tell the members they concern. */
export interface NoticeTexts {
  /** By fact type; a fact type without a text concerns nobody in particular. */
  readonly texts: Readonly<Record<string, NoticeText>>;
  /** Codes in its facts that texts quote as `{name:word}`, in words. */
  readonly words?: Readonly<Record<string, Bilingual>>;
}
