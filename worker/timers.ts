import { log } from '@/lib/log'

/** Calls `work` again and again, never twice at once; a failure is logged once until it works again. */
export function every(ms: number, work: () => Promise<unknown>) {
  let failing = false
  let running: Promise<void> = Promise.resolve()
  let busy = false
  const tick = async () => {
    busy = true
    try {
      await work()
      failing = false
    } catch (error) {
      if (!failing) log.warn('a periodic task failed', { task: work.name, error })
      failing = true
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => {
    if (!busy) running = tick()
  }, ms)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
