// On narrow screens the component leaves out what parameters mean. Here it is shown below their names; styles of the page don't reach into it.
const narrow = new CSSStyleSheet();
narrow.replaceSync(`
  @media (max-width: 767.98px) {
    .m-table, .m-table tbody, .m-table tr, .m-table td { display: block; width: auto !important; }
    .m-table td:nth-child(2) { display: none; }
    .m-table td:nth-child(3) { border-top: 0 !important; }
    .m-table .param-name, .m-table .param-type { text-align: left; margin: 0 !important; }
    .m-table .tooltip > div { white-space: normal !important; overflow-wrap: anywhere; }
  }
`);
customElements.whenDefined("api-request").then((request) => {
  Object.defineProperty(request.prototype, "renderStyle", { get: () => "focused", set: () => {} });
});

document.addEventListener("spec-loaded", ({ target, detail: { tags } }) => {
  // It shows contexts by the names that programs use; people get the Chinese one first, as `x-displayName` has it.
  for (const tag of tags) tag.name = `${/^[^：、 ]+/.exec(tag.description)?.[0]} ${tag.name}`;
  target.shadowRoot.adoptedStyleSheets.push(narrow);
});
