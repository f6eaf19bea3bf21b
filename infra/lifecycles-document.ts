import type { ContextDefinition } from "../shared/deployment/context.ts";
import type { AnyLifecycle, Transition } from "../shared/kernel/lifecycle.ts";

/** The page `docs/lifecycles.md`: a diagram and every transition of each lifecycle of the contexts. */
export function lifecyclesDocument(contexts: readonly ContextDefinition[]): string {
  const sections = contexts.flatMap(({ name, lifecycles = {} }) => Object.values(lifecycles).map((each) => section(name, each)));
  return `# 状态流转 Lifecycles

States of things and what leads from one to another, as the code has them: \`npm run describe\` writes this page from the lifecycles of the contexts, and a
test keeps it current. A guard is the rule that must hold: the code of the problem with which the event is refused otherwise, or a sentence. An event that no row
allows in a state is refused with \`wrong-state\` or a problem of its own.

${sections.join("\n")}`;
}

function section(context: string, { name, title, begins, states, titles, terminal, transitions }: AnyLifecycle): string {
  const stateRows = states.map((state, index) => {
    const role = index === 0 ? `first, by \`${begins}\`` : terminal.includes(state) ? "terminal" : "";
    return `| \`${state}\` | ${titles[state]?.zh} | ${titles[state]?.en} | ${role} |`;
  });
  const rows = transitions.map((row) => `| \`${row.from}\` | \`${row.event}\` | \`${row.to}\` | ${guardCell(row)} |`);
  return `## ${title.zh} ${title.en}

\`${name}\`, in [${context}](../functions/${context}/README.md).

\`\`\`mermaid
stateDiagram-v2
${states.map((state) => `  state "${titles[state]?.zh} ${state}" as ${idOf(state)}`).join("\n")}
  [*] --> ${states.slice(0, 1).map(idOf).join("")}: ${begins}
${transitions.map((row) => `  ${idOf(row.from)} --> ${idOf(row.to)}: ${label(row)}`).join("\n")}
${terminal.map((state) => `  ${idOf(state)} --> [*]`).join("\n")}
\`\`\`

| state | 中文 | English | |
|---|---|---|---|
${stateRows.join("\n")}

| state | event | next | guard |
|---|---|---|---|
${rows.join("\n")}
`;
}

/** Names of states in a diagram have no hyphens. */
function idOf(state: string): string {
  return state.replaceAll("-", "_");
}

/** A code stands beside its event; a sentence has room in the table only. */
function label({ event, guard }: Transition): string {
  return isCode(guard) ? `${event} [${guard}]` : event;
}

function guardCell({ guard = "" }: Transition): string {
  return isCode(guard) ? `\`${guard}\`` : guard.replaceAll("|", "\\|");
}

function isCode(guard: string | undefined): boolean {
  return guard !== undefined && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(guard);
}
