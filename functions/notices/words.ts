import type { NoticeText, NoticeTexts } from "../../shared/kernel/notice.ts";
import type { Bilingual } from "../../shared/kernel/problem.ts";

/** One kind of notices: the headings of its texts, and whether nobody can unsubscribe from it. */
export interface NoticeKind {
  readonly kind: string;
  readonly headings: readonly Bilingual[];
  readonly legallyRequired: boolean;
}

/** Notice texts of all contexts by fact type, their kinds, and words for codes. */
export interface NoticeWords {
  readonly textOf: (factType: string) => NoticeText | undefined;
  /** Kinds by name. A kind is legally required if one of its texts is. */
  readonly kinds: ReadonlyMap<string, NoticeKind>;
  /** Words of a fact type's text: those of its own context before those of others, where one word has many meanings. */
  readonly wordsOf: (factType: string) => Readonly<Record<string, Bilingual>>;
}

/** The texts, kinds and words of all contexts. */
export function noticeWords(all: readonly NoticeTexts[]): NoticeWords {
  const words: Record<string, Bilingual> = Object.assign({}, ...all.map((each) => each.words));
  const own = new Map(all.flatMap((each) => Object.keys(each.texts).map((factType) => [factType, { ...words, ...each.words }])));
  const texts = new Map(all.flatMap((each) => Object.entries(each.texts)));
  const kinds = [...Map.groupBy(texts.values(), ({ kind }) => kind)].map(([kind, some]): [string, NoticeKind] => {
    const legallyRequired = some.some((text) => text.legallyRequired === true);
    return [kind, { kind, headings: some.map(({ heading }) => heading), legallyRequired }];
  });
  return { textOf: (factType) => texts.get(factType), kinds: new Map(kinds), wordsOf: (factType) => own.get(factType) ?? words };
}
