const machine = Date;

/**
 * Makes `Date` of this process or thread run ahead of the machine's clock, and with it everything built on it, `Temporal` included. Timers
 * and `performance` keep the machine's time: they measure durations. Returns a function that sets the lead in milliseconds.
 */
export function shiftClock(): (milliseconds: number) => void {
  let lead = 0;
  const shifted = new Proxy(machine, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [target.now() + lead] : given, newTarget),
    apply: (target) => new target(target.now() + lead).toString(),
    get: (target, property, receiver) => (property === "now" ? () => target.now() + lead : Reflect.get(target, property, receiver)),
  });
  globalThis.Date = shifted;
  // So that `instance.constructor` is the shifted one too.
  Object.defineProperty(machine.prototype, "constructor", { value: shifted, writable: true, configurable: true });
  return (milliseconds) => {
    lead = milliseconds;
  };
}
