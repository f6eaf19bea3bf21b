import { invariant, required } from "./invariant.ts";
import { accept, type Outcome, refuse } from "./outcome.ts";
import { type Bilingual, type ProblemTable, problem, type RefusalOf, type Words } from "./problem.ts";

/** One row of a lifecycle: in this state, this event leads to that state. */
export interface Transition<State extends string = string, Event extends string = string, Guard extends string = string> {
  readonly from: State;
  /** What happens: an operation, or a verb for what the clock or a payment does. */
  readonly event: Event;
  readonly to: State;
  /** The rule that must hold: the code of the problem that says it doesn't, or a sentence. Absent: the event is always possible here. */
  readonly guard?: Guard;
}

/** The states of a thing and what leads from one to another: pure data, from which its page in `docs/lifecycles.md` is generated. */
export interface Lifecycle<State extends string = string, Event extends string = string, Guard extends string = string> {
  /** What has this life; unique in the product. */
  readonly name: string;
  readonly title: Bilingual;
  /** The event that brings it into being, in the first state. */
  readonly begins: string;
  /** All states in the order of their declaration; the first is the one in which it begins. */
  readonly states: readonly State[];
  readonly titles: Words<State>;
  /** States that nothing leads out of. */
  readonly terminal: readonly State[];
  readonly transitions: readonly Transition<State, Event, Guard>[];
}

/** Any lifecycle, for readers of them all. */
export type AnyLifecycle = Lifecycle<string, string, string>;
/** The states of a lifecycle. */
export type StateOf<Of extends AnyLifecycle> = Of["states"][number];
/** The events of a lifecycle. */
export type EventOf<Of extends AnyLifecycle> = Of["transitions"][number]["event"];

/** Refusal of every lifecycle: rows for the problem table of a context with these lifecycles, whose names and states the Chinese text has. */
export function lifecycleProblemsOf(lifecycles: Readonly<Record<string, AnyLifecycle>>) {
  const states = stateNamesOf(...Object.values(lifecycles));
  const names = Object.fromEntries(Object.values(lifecycles).map(({ name, title }) => [name, { zh: title.zh, en: name }]));
  return {
    "wrong-state": { ...lifecycleProblems["wrong-state"], words: { lifecycle: names, state: states, possibleIn: states } },
  } as const satisfies ProblemTable;
}

/** Names of the states of lifecycles, for the words of problems: English texts have the states as they are. */
export function stateNamesOf(...lifecycles: readonly AnyLifecycle[]): Words {
  return Object.fromEntries(
    lifecycles.flatMap(({ titles }) => Object.entries(titles).map(([state, { zh }]) => [state, { zh, en: state }])),
  );
}

const lifecycleProblems = {
  "wrong-state": problem<{
    readonly lifecycle: string;
    readonly state: string;
    readonly event: string;
    /** States in which the event is possible. */
    readonly possibleIn: readonly string[];
  }>({
    status: 409,
    title: { zh: "状态不允许", en: "Wrong state" },
    detail: {
      zh: "{lifecycle}当前状态为“{state}”，不能进行此操作（{event}）；仅在以下状态可以：{possibleIn}。",
      en: "The {lifecycle} is {state}, in which {event} is not possible; it is while {possibleIn}.",
    },
  }),
} as const satisfies ProblemTable;
/** See the row. */
export type WrongState = RefusalOf<typeof lifecycleProblems>;

interface WrittenTransition<State extends string, Event extends string, Guard extends string>
  extends Omit<Transition<State, Event, Guard>, "from"> {
  /** One state, or several that share the row. */
  readonly from: State | readonly State[];
}

/** A lifecycle as it is written down. */
interface WrittenLifecycle<State extends string, Event extends string, Guard extends string> {
  readonly title: Bilingual;
  /** The event that brings the thing into being. */
  readonly begins: string;
  /** Every state with its name for people, the one in which the thing begins first. */
  readonly states: Readonly<Record<State, Bilingual>>;
  /** The states that nothing leads out of. */
  readonly terminal: readonly NoInfer<State>[];
  readonly transitions: readonly WrittenTransition<NoInfer<State>, Event, Guard>[];
}

/**
 * Declares a lifecycle. Throws unless every state is reached from the first, exactly the terminal states have no way out, and an event that
 * leads from one state to several names a guard for each of them. States and events become types: an unknown one does not compile.
 */
export function defineLifecycle<const State extends string, const Event extends string, const Guard extends string = never>(
  name: string,
  { title, begins, states: titles, terminal, transitions: written }: WrittenLifecycle<State, Event, Guard>,
): Lifecycle<State, Event, Guard> {
  const states = Object.keys(titles) as State[];
  const transitions = written.flatMap(({ from, ...row }) => [from].flat().map((each) => ({ from: each as State, ...row })));
  const lifecycle = { name, title, begins, states, titles, terminal, transitions };
  const faults = lifecycleFaults(lifecycle);
  invariant(faults.length === 0, `lifecycle of ${name}: ${faults.join("; ")}`);
  return lifecycle;
}

/**
 * The state after an event; `wrong-state` where no row leads on. Whether the guard of the row holds is for the caller to check. Where an event
 * leads from a state to several, `guard` says which of them holds.
 */
export function next<State extends string, Event extends string, Guard extends string>(
  { name, transitions }: Lifecycle<State, Event, Guard>,
  state: NoInfer<State>,
  event: NoInfer<Event>,
  guard?: NoInfer<Guard>,
): Outcome<State, WrongState> {
  const ofEvent = transitions.filter((row) => row.event === event);
  const rows = ofEvent.filter(({ from }) => from === state);
  const [only, ...others] = rows;
  if (!only) {
    const possibleIn = [...new Set(ofEvent.map(({ from }) => from))];
    return refuse({ code: "wrong-state", lifecycle: name, state, event, possibleIn });
  }
  if (others.length === 0) return accept(only.to);
  const held = rows.find((row) => row.guard === guard);
  return accept(required(held, `${name}: the guard that holds for ${event} while ${state}`).to);
}

/** The state after an event that the caller has found to be possible; a fault where the lifecycle does not allow it. */
export function stateAfter<State extends string, Event extends string, Guard extends string>(
  lifecycle: Lifecycle<State, Event, Guard>,
  state: NoInfer<State>,
  event: NoInfer<Event>,
  guard?: NoInfer<Guard>,
): State {
  const after = next(lifecycle, state, event, guard);
  invariant(after.ok, `${lifecycle.name}: ${event} is possible while ${state}`);
  return after.value;
}

/** What is wrong with a lifecycle, in a sentence each. */
function lifecycleFaults({ states, terminal, transitions }: Omit<AnyLifecycle, "title" | "titles">): readonly string[] {
  const [first = ""] = states;
  const unknown = [...terminal, ...transitions.flatMap(({ from, to }) => [from, to])].filter((state) => !states.includes(state));
  const reached = reachableFrom(first, transitions);
  const left = new Set(transitions.map(({ from }) => from));
  // Without Map.groupBy: the command line loads lifecycles, too, and runs on Node 20.
  const rows = new Set(transitions.map(rowOf));
  const ambiguous = [...rows].filter((row) => {
    const guards = transitions.filter((each) => rowOf(each) === row).map(({ guard }) => guard);
    return guards.length > 1 && (guards.includes(undefined) || new Set(guards).size < guards.length);
  });
  return [
    ...(states.length === 0 ? ["it has no state"] : []),
    ...[...new Set(unknown)].map((state) => `${state} is no state`),
    ...states.filter((state) => !reached.has(state)).map((state) => `nothing leads to ${state}`),
    ...terminal.filter((state) => left.has(state)).map((state) => `${state} is terminal and is left`),
    ...states.filter((state) => !left.has(state) && !terminal.includes(state)).map((state) => `${state} is not terminal and is never left`),
    ...ambiguous.map((row) => `${row} leads to several states and needs a guard of its own for each`),
  ];
}

/** What identifies a row unless an event leads to several states. */
function rowOf({ from, event }: Transition): string {
  return `${event} while ${from}`;
}

/** The states that some events lead to from a state, and the state itself. */
function reachableFrom(first: string, transitions: readonly Transition[]): ReadonlySet<string> {
  const reached = new Set([first]);
  // A set visits what is added while it is walked.
  for (const state of reached) for (const { from, to } of transitions) if (from === state) reached.add(to);
  return reached;
}
