/** Tells what a command is doing: a line for each step, with how long it took. The same on a terminal and in a file. */
export interface Progress {
  /** Begins a step, and ends the one before. */
  step(name: string): void;
  /** Ends the last step. */
  end(): void;
}

/** Progress written with `write`; a step's line is ended when the step is. */
export function progress(write: (text: string) => void): Progress {
  let began: number | undefined;
  const end = (): void => {
    if (began !== undefined) write(` ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
    began = undefined;
  };
  return {
    step: (name) => {
      end();
      began = performance.now();
      write(`${name} …`);
    },
    end,
  };
}
