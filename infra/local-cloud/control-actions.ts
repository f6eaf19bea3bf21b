import type { LocalClock } from "./clock.ts";
import type { ControlActions } from "./control.ts";
import type { CapacityRow, FaultRule, Gateway } from "./gateway/types.ts";

/** The parts of a local cloud that are controlled; see `LocalCloud`. */
interface Controlled {
  readonly clock: Pick<LocalClock, "now" | "moveTo">;
  readonly gateway: Pick<Gateway, "injectFault" | "clearFaults" | "readCapacity" | "readRights">;
  token(persona: string): Promise<string>;
  runSchedule(name: string): Promise<void>;
  invoke(name: string, event: unknown): Promise<unknown>;
  untilIdle(milliseconds?: number): Promise<void>;
  failures(): Promise<Readonly<Record<string, number>>>;
}

/** The actions of the control endpoint by name. */
export function controlActions({ clock, gateway, token, runSchedule, invoke, untilIdle, failures }: Controlled): ControlActions {
  const time = () => ({ now: new Date(clock.now()).toISOString() });
  return {
    token: async ({ persona }) => ({ token: await token(String(persona)) }),
    clock: async () => time(),
    "move-clock": async ({ to }) => {
      await clock.moveTo(Date.parse(String(to)));
      return time();
    },
    "until-idle": async ({ milliseconds }) => untilIdle(milliseconds === undefined ? undefined : Number(milliseconds)),
    "run-schedule": async ({ name }) => runSchedule(String(name)),
    failures: async () => failures(),
    invoke: async ({ name, event }) => invoke(String(name), event),
    "inject-fault": async (rule) => void (await gateway.injectFault(rule as unknown as FaultRule)),
    "clear-faults": async () => gateway.clearFaults(),
    rights: async ({ reset }) => gateway.readRights({ reset: reset === true }),
    capacity: async ({ reset }): Promise<{ rows: CapacityRow[] }> => ({ rows: await gateway.readCapacity({ reset: reset === true }) }),
  };
}
