import { type Instant, plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { PermitLife } from "./permit-life.ts";
import { type Choose, chosen, draft } from "./permit-life-choices.ts";
import type { LifeCommand } from "./permit-life-commands.ts";
import { seededChoices } from "./scheduler.ts";

/** Sites of a life. */
export const sites = 3;
/** When lives begin: 1 June 2026, 9 o'clock in Shanghai. */
export const start: Instant = "2026-06-01T01:00:00.000Z";
const morning = 9 * 3_600;
const years = ["2026", "2027", "2028", "2029", "2030", "2031", "2032"];
const mostAtOnce = 3;

/** What the first day of a life brings, in any order. */
export const firstDay: readonly LifeCommand[] = [
  ...years.map((year) => ({ kind: "cap", pollutant: "COD", year, tonnes: "20" }) as const),
  ...years.map((year) => ({ kind: "cap", pollutant: "NH3-N", year, tonnes: "2" }) as const),
  { kind: "reserve", pollutant: "COD", tonnes: "6" },
];

/** Something that happens in a life, after which the reference is asked. */
type Event =
  | { readonly does: "command"; readonly command: LifeCommand }
  | { readonly does: "work" }
  | { readonly does: "settle"; readonly at: Instant };

/** Where a life is lived: on the product. */
export interface LifeStage {
  /** Runs commands at the same moment, and what follows from them; whether each was accepted. */
  run(commands: readonly LifeCommand[]): Promise<readonly boolean[]>;
  /** Moves the clock, and runs what time does. */
  settle(at: Instant): Promise<void>;
  /** All that is found there, in the words of the reference. */
  found(): Promise<readonly string[]>;
}

/** A life that goes on by chance: the reference, and what has happened to it. The same seed chooses the same on the same state. */
export class LifeStory {
  life = new PermitLife(start);
  /** What was done, for people. */
  readonly told: string[];
  /** What was seen of it: kinds of commands with their outcomes, and states of lines and places. */
  readonly seen = new Set<string>();
  readonly #events: Event[] = [];
  readonly #choose: Choose;
  readonly #stage: LifeStage | undefined;

  /** Without a stage only the reference lives. */
  constructor(seed: number, stage?: LifeStage) {
    this.told = [`seed ${seed}`];
    this.#choose = seededChoices(seed);
    this.#stage = stage;
  }

  /** Lives so many steps, after a first plan that is approved. */
  async live(steps: number): Promise<void> {
    await this.#happen(firstDay);
    await this.#happen([required(draft(this.life, this.#choose, sites), "a plan")]);
    await this.#happen([{ kind: "publish", plan: 0 }]);
    await this.#wait(plusSeconds(required(this.life.nextAt(), "end of the window"), morning));
    await this.#happen([{ kind: "decide", plan: 0, approved: true }]);
    for (let step = 0; step < steps; step += 1) await this.#step();
  }

  async #step(): Promise<void> {
    const choose = this.#choose;
    const commands: LifeCommand[] = [];
    const atOnce = choose(4) === 0 ? mostAtOnce : 1;
    if (choose(5) > 0) {
      for (let number = 0; number < atOnce; number += 1) {
        const command = chosen(this.life, choose, sites);
        if (command && commands.every((each) => mayMeet(each, command))) commands.push(command);
      }
    }
    if (commands.length > 0) return this.#happen(commands);
    const next = this.life.nextAt();
    await this.#wait(next && choose(3) > 0 ? plusSeconds(next, morning) : plusSeconds(this.life.now, choose(12) * 86_400));
  }

  /** Commands at the same moment end as in some order of the reference. */
  async #happen(commands: readonly LifeCommand[]): Promise<void> {
    this.told.push(`${this.life.now} ${JSON.stringify(commands)}`);
    const accepted = await this.#stage?.run(commands);
    const found = await this.#stage?.found();
    const possible = commands.length <= mostAtOnce ? orders([...commands.keys()]) : [[...commands.keys()]];
    for (const order of possible) {
      const events = [
        ...this.#events,
        ...order.map((place): Event => ({ does: "command", command: required(commands[place], "command") })),
        work,
      ];
      const { life, outcomes } = replayed(events);
      const outcomeOf = (place: number) => outcomes.at(this.#commands() + order.indexOf(place)) ?? false;
      const right = accepted?.every((outcome, place) => outcome === outcomeOf(place)) ?? true;
      if (!right || (found && found.join("\n") !== life.describe().join("\n"))) continue;
      for (const [place, command] of commands.entries()) {
        const by = command.kind === "take-out" && !command.byBureau ? " by its holder" : "";
        this.seen.add(`${command.kind}${by} ${outcomeOf(place) ? "accepted" : "refused"}`);
      }
      this.#events.push(...events.slice(this.#events.length));
      this.life = life;
      return this.#look();
    }
    const expected = replayed([...this.#events, ...commands.map((command): Event => ({ does: "command", command })), work]);
    const outcomes = expected.outcomes.slice(-commands.length);
    throw new Error(
      this.#explained(`accepted ${JSON.stringify(accepted)}, expected ${JSON.stringify(outcomes)}`, found ?? [], expected.life),
    );
  }

  #commands(): number {
    return this.#events.filter(({ does }) => does === "command").length;
  }

  /** Time passes, and stops wherever it does something. */
  async #wait(until: Instant): Promise<void> {
    this.told.push(`${this.life.now} wait until ${until}`);
    do {
      const next = this.life.nextAt();
      const at = next && plusSeconds(next, morning) < until ? plusSeconds(next, morning) : until;
      await this.#stage?.settle(at);
      this.#events.push({ does: "settle", at });
      this.life.now = at;
      this.life.settle();
      const found = await this.#stage?.found();
      if (found && found.join("\n") !== this.life.describe().join("\n")) throw new Error(this.#explained(`at ${at}`, found, this.life));
      if (this.life.recoveries.some(({ open }) => open)) this.seen.add("recovery waits");
      this.#look();
    } while (this.life.now < until);
  }

  #look(): void {
    const { life } = this;
    for (const { state, instalments } of life.lines) {
      this.seen.add(`line ${state}`);
      for (const each of instalments) this.seen.add(`instalment ${each.state}`);
      if (instalments.some(({ unsecured }) => [...unsecured.values()].some((tonnes) => tonnes.gt(0)))) this.seen.add("debt");
    }
    for (const [place, tonnes] of life.places) {
      const [where = "", , purpose = ""] = place.split(" ");
      if (tonnes.gt(0)) this.seen.add(`at ${where.split(":")[0]} ${where.startsWith("site:") ? purpose : ""}`.trim());
    }
  }

  /** What differs, and what had happened. */
  #explained(what: string, found: readonly string[], life: PermitLife): string {
    const expected = life.describe();
    const only = (these: readonly string[], those: readonly string[], sign: string) =>
      these.filter((each) => !those.includes(each)).map((each) => `${sign} ${each}`);
    return [...this.told.slice(-12), what, ...only(found, expected, "found"), ...only(expected, found, "expected")].join("\n");
  }
}

/**
 * Whether commands may come at the same moment. What begins then has no number yet, so that there is one of a kind; and a renewal states what its
 * sites hold.
 */
function mayMeet(one: LifeCommand, other: LifeCommand): boolean {
  const renews = [one, other].some((each) => each.kind === "draft" && each.terms.renewal);
  return one.kind !== other.kind && !renews;
}

const work: Event = { does: "work" };

function replayed(events: readonly Event[]): { readonly life: PermitLife; readonly outcomes: readonly boolean[] } {
  const life = new PermitLife(start);
  const outcomes: boolean[] = [];
  for (const event of events) {
    if (event.does === "command") outcomes.push(life.apply(event.command));
    else if (event.does === "work") life.work();
    else {
      life.now = event.at;
      life.settle();
    }
  }
  return { life, outcomes };
}

function orders<Element>(elements: readonly Element[]): readonly (readonly Element[])[] {
  if (elements.length <= 1) return [elements];
  return elements.flatMap((first, position) => orders(elements.toSpliced(position, 1)).map((rest) => [first, ...rest]));
}
