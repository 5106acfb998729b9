/**
 * A worker whose clock is wrong: CLOCK_OFFSET_MS ahead, and an hour further back from SIGUSR2 on. Only what the program
 * believes changes; timers go by the machine. Says `ready` when it works.
 */
let offset = Number(process.env.CLOCK_OFFSET_MS ?? 0)
const RealDate = Date
globalThis.Date = new Proxy(RealDate, {
  construct: (date, given, self) =>
    Reflect.construct(date, given.length === 0 ? [RealDate.now() + offset] : given, self),
  apply: () => new RealDate(RealDate.now() + offset).toString(),
  get: (date, name, self) => (name === 'now' ? () => RealDate.now() + offset : Reflect.get(date, name, self)),
})
process.on('SIGUSR2', () => {
  offset -= 3_600_000
})

// After the clock is set: what is imported may read it at once.
const { startWorker } = await import('./index')
await startWorker()
process.stdout.write('{"ready":0}\n')

export {}
