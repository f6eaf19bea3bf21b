import type { SignIn } from "./persona.ts";

const texts = {
  zh: {
    lang: "zh-CN",
    title: (product: string) => `登录 · ${product}（本地演示）`,
    heading: "以谁的身份登录？",
    hint: "演示人物，无需密码；只在本机存在。",
    other: "English",
    otherLang: "en",
  },
  en: {
    lang: "en",
    title: (product: string) => `Sign in · ${product} (local)`,
    heading: "Who are you?",
    hint: "Made-up people without passwords; they exist on this machine only.",
    other: "中文",
    otherLang: "zh-CN",
  },
};
/** Languages of the page. */
export type PageLanguage = keyof typeof texts;

/** What a page is made for: the authorization request, the word that its form sends back, and the language. */
export interface PageRequest {
  readonly query: URLSearchParams;
  readonly form: string;
  readonly language: PageLanguage;
}

/** The page on which a persona is chosen: every button sends the form, which continues with a code. */
export function personaPage({ personas, product }: SignIn, { query, form, language }: PageRequest): string {
  const text = texts[language];
  const link = (extra: Record<string, string>): string => {
    const target = new URLSearchParams(query);
    for (const [name, value] of Object.entries(extra)) target.set(name, value);
    return asText(`?${target}`);
  };
  const people = personas
    .map((persona) => `<li><button name="persona" value="${asText(persona.name)}">${asText(persona[language])}</button></li>`)
    .join("");
  return `<!doctype html><html lang="${text.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${asText(text.title(product[language]))}</title><style>${style}</style></head><body><main>
<p class="language"><a href="${link({ ui_locales: text.otherLang })}" lang="${text.otherLang}" hreflang="${text.otherLang}">${text.other}</a></p>
<h1>${text.heading}</h1><p>${text.hint}</p><form method="post" action="/authorize"><input type="hidden" name="form" value="${asText(form)}"><ul>${people}</ul></form></main></body></html>`;
}

const style = `:root{color-scheme:light}body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;background:#f2f6f4;color:#1a2b24;margin:0}
main{max-width:34rem;margin:3rem auto;padding:1.5rem 2rem;background:#fff;border-radius:12px;box-shadow:0 1px 4px #0002}
h1{font-size:1.4rem;margin:.2rem 0}.language{text-align:right;margin:0}ul{list-style:none;padding:0;display:grid;gap:.5rem}
li button{display:block;width:100%;font:inherit;text-align:start;padding:.7rem 1rem;border:1px solid #0b6e4f;border-radius:8px;color:#0b6e4f;background:none;cursor:pointer}
li button:hover,li button:focus{background:#0b6e4f;color:#fff;outline:3px solid #0b6e4f55}`;

function asText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
