// The component shows contexts by the names that programs use; people get the Chinese one first, as `x-displayName` has it.
document.addEventListener("spec-loaded", ({ detail: { tags } }) => {
  for (const tag of tags) tag.name = `${/^[^：、 ]+/.exec(tag.description)?.[0]} ${tag.name}`;
});

// On narrow screens the component leaves out what parameters mean. Here it is shown below their names; styles of a page don't reach into it.
const narrow = new CSSStyleSheet();
narrow.replaceSync(`
  @media (max-width: 767.98px) {
    .m-table, .m-table tbody, .m-table tr, .m-table td { display: block; width: auto !important; }
    .m-table td:empty { display: none; }
    .m-table .param-name, .m-table .param-type { text-align: left; margin: 0 !important; }
    .m-table .tooltip > div { white-space: normal !important; overflow-wrap: anywhere; }
  }
`);
customElements.whenDefined("api-request").then((request) => {
  Object.defineProperty(request.prototype, "renderStyle", { get: () => "focused", set: () => {} });
  request.elementStyles.push(narrow);
});
