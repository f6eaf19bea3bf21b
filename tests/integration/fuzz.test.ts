import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { type EndpointDescription, isWrite } from "../../shared/kernel/endpoint.ts";
import { long, runs } from "../support/effort.ts";
import { type Engine, startEngine } from "../support/engine.ts";
import { faultsOf, faultsOfReplay } from "../support/fuzz/check-answer.ts";
import { type FuzzedRequest, requestsOf, requestsOfEachMember } from "../support/fuzz/requests.ts";
import { type Caller, type Cast, castOf, openScene, type Scene } from "../support/fuzz/scene.ts";

const endpoints: readonly EndpointDescription[] = contexts.flatMap((context) => Object.values(context.endpoints));
/** The short form always tries the same, so that it fails for a change only; the long form tries something new, and prints its seed. */
const parameters = long ? {} : { seed: 20_261_126 };

/** How many accepted writes of an operation are sent again. */
const replaysOfEach = 3;

/** Every endpoint of the registry; a new one needs no line here. */
describe("whatever is sent, by whomever: no fault, an answer as described, and nothing written by what is refused", () => {
  let engine: Engine;
  let cast: Cast;
  let scene: Scene;
  /** How often each operation was accepted. */
  const accepted = new Map<string, number>();

  beforeAll(async () => {
    engine = await startEngine();
    cast = await castOf(engine);
    scene = await openScene(engine, cast);
  });

  async function send(endpoint: EndpointDescription, fuzzed: FuzzedRequest): Promise<void> {
    const caller = scene.callers[fuzzed.caller % scene.callers.length] as Caller;
    const request = { ...fuzzed.request, ...(caller.subject && { as: caller.subject }) };
    scene.api.written();
    const answer = await scene.api.enter(request);
    const faults = faultsOf(endpoint, fuzzed, caller, answer, scene.api.written());
    if (answer.status < 300) {
      const count = (accepted.get(endpoint.operationId) ?? 0) + 1;
      accepted.set(endpoint.operationId, count);
      // Few are enough: what could differ depends on the operation.
      if (isWrite(endpoint) && count <= replaysOfEach)
        faults.push(...faultsOfReplay(answer, await scene.api.enter(request), scene.api.written()));
    }
    // What to hand to `api.enter` to see it again, as a caller of that name.
    if (faults.length > 0)
      throw new Error(`${faults.join("; ")}\n${caller.name}: ${shown(request)}\n${answer.status}: ${shown(answer.body)}`);
  }

  /** Of callers those whom the objects of the authorization matrix belong to, and the authorities. */
  function ownersAmong(allowed: readonly number[]): readonly number[] {
    const owners = allowed.filter((index) => /^owner|admitted (?:operator|regulator|district)$/.test(scene.callers[index]?.name ?? ""));
    return owners.length > 0 ? owners : allowed;
  }

  it.for(endpoints.map((endpoint) => [endpoint.operationId, endpoint] as const))("%s", async ([, endpoint]) => {
    // Earlier writes may have suspended the bidders and closed the auctions.
    const requests = endpoint.path.includes("{requestId}");
    const from = endpoint.path.startsWith("/auctions") ? undefined : scene;
    if (isWrite(endpoint) || requests) scene = await openScene(engine, cast, { from, requests });
    const allowed = scene.callers.flatMap(({ role, subject, standing }, index) => {
      const { roles } = endpoint;
      const open = roles.includes("public") || roles.some((each) => each === role || (each === "person" && subject));
      return open && standing === "admitted" ? [index] : [];
    });
    const anyone = fc.nat({ max: scene.callers.length - 1 });
    // The first is the bidder, where it may call: the ids of the pool are mostly its own.
    const callers = fc.oneof(
      { weight: 3, arbitrary: fc.constant(allowed[0] ?? 0) },
      { weight: 3, arbitrary: fc.constantFrom(...allowed) },
      { weight: 1, arbitrary: anyone },
    );
    const pool = scene.poolFor(endpoint);
    // Half of the requests are about what the authorization matrix and the examples name, mostly by those who may.
    const namedPool = scene.namedPoolFor(endpoint);
    const owners = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...ownersAmong(allowed)) }, { weight: 1, arbitrary: anyone });
    const drawn = fc.oneof(requestsOf(endpoint, pool, callers), requestsOf(endpoint, namedPool, owners));
    await fc.assert(
      fc.asyncProperty(drawn, (fuzzed) => send(endpoint, fuzzed)),
      { ...parameters, numRuns: runs(250) },
    );
    for (const fuzzed of requestsOfEachMember(endpoint, pool, allowed[0] ?? 0)) await send(endpoint, fuzzed);
    // Everybody once, whatever the draw.
    const everybody = fc.sample(requestsOf(endpoint, pool, fc.constant(0)), { ...parameters, numRuns: scene.callers.length });
    for (const [caller, fuzzed] of everybody.entries()) await send(endpoint, { ...fuzzed, caller });
  });

  it("gets past the refusals of most endpoints", () => {
    expect(accepted.size / endpoints.length).toBeGreaterThan(0.7);
  });
});

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 4_000 ? `${text.slice(0, 4_000)}… (${text.length} characters)` : text;
}
