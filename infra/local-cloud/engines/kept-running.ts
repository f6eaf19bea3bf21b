/** An engine that runs in a process of its own. */
export interface RunningEngine {
  readonly port: number;
  /** Resolves when its process has ended, with how. */
  readonly ended: Promise<string>;
  /** Kills it and waits until it is gone. */
  end(): Promise<void>;
}

/** An engine that is started again on the same port when its process dies. */
export interface KeptEngine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** What `keepRunning` needs. */
export interface KeepRunningOptions<Engine extends RunningEngine> {
  /** What it is an engine for, and where it says what went wrong. */
  readonly name: string;
  readonly log: string;
  /** Starts it on its state: on any free port, or on the given one. */
  readonly start: (port: number | undefined) => Promise<Engine>;
  /** Called with the engine that runs, at the beginning and after each restart. */
  readonly onStarted?: (engine: Engine) => void;
  /** Gets a line for each restart. */
  readonly onRestarted: (line: string) => void;
  /** Called when it can't be kept running, with the reason. */
  readonly onLost: (reason: string) => void;
}

/** More restarts than this within a minute, failed ones included, would go on for ever. */
const restartsAMinute = 10;

/**
 * Starts an engine, and starts it again whenever its process dies: what it acknowledged is on disk. Its clients wait as long as nothing
 * listens on the port, and repeat what was in flight.
 */
export async function keepRunning<Engine extends RunningEngine>(options: KeepRunningOptions<Engine>): Promise<KeptEngine> {
  const { name, log, start, onStarted, onRestarted, onLost } = options;
  let stopping = false;
  let restarts: number[] = [];
  let running = await start(undefined);
  const { port } = running;
  onStarted?.(running);
  const watching = watch();

  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      stopping = true;
      await running.end();
      await watching;
      // A restart may have been under way.
      await running.end();
    },
  };

  async function watch(): Promise<void> {
    let how = await running.ended;
    while (!stopping) {
      restarts = [...restarts.filter((at) => performance.now() - at < 60_000), performance.now()];
      if (restarts.length > restartsAMinute)
        return onLost(`the engine for ${name} died ${restarts.length} times within a minute, last by ${how}; see ${log}`);
      try {
        running = await start(port);
      } catch (error) {
        // It may have been killed while it started.
        how = reasonOf(error);
        continue;
      }
      if (stopping) return;
      onStarted?.(running);
      onRestarted(`the engine for ${name} died (${how}) and was started again`);
      how = await running.ended;
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
