import { describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { countResources } from "../../infra/cost/deployed-resources.ts";
import { functionsOf, functionsOfKind, queueOf } from "../../shared/deployment/derive.ts";
import { everyOf, syntheses } from "../support/synth.ts";

describe("what costs something while nobody calls", () => {
  it("is counted in the templates as the contexts declare it", async () => {
    for (const synthesis of await syntheses()) {
      const counted = countResources(synthesis.resources.map(({ id, type, properties }) => [id, type, properties] as const));
      const jobs = functionsOfKind(contexts, "job").map(({ definition }) => definition.everyMinutes);
      expect(counted.jobs.map(({ everyMinutes }) => everyMinutes).sort()).toEqual(jobs.sort());
      expect(counted.jobs.filter(({ memoryMb }) => memoryMb !== 512)).toEqual([]);
      expect(counted.polledQueues).toBe(functionsOf(contexts).filter((each) => queueOf(each) !== undefined).length);
      expect(counted.memoryMb.size).toBe(everyOf(synthesis, "AWS::Lambda::Function").length);
      expect(counted.alarmMetrics).toBe(everyOf(synthesis, "AWS::CloudWatch::Alarm").length);
      expect(counted).toMatchObject({ architecture: synthesis.settings.architecture, dashboards: 1, keys: 1, logDays: 180 });
    }
  });
});
