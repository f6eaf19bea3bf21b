/** A piece of a page that is markup already. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text as it stands in markup and in quoted attributes: no character of it begins anything. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** Markup from a template: everything put into it is escaped unless it is markup itself; lists are joined. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | number | Html | readonly Html[])[]): Html {
  const markupOf = (value: (typeof values)[number] | undefined): string => {
    if (value === undefined) return "";
    if (value instanceof Html) return value.markup;
    return typeof value === "object" ? value.map(({ markup }) => markup).join("") : escaped(String(value));
  };
  return new Html(parts.map((part, place) => part + markupOf(values[place])).join(""));
}
