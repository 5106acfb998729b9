import { pauses } from '@/lib/deliveries/schedule'
import { leftWords } from './delivery-words'

interface ScheduleStep {
  no: number
  /** After the try before it; null for the first. */
  pause: string | null
  is: 'done' | 'next' | 'to come'
}

/** The tries of the schedule; those asked for by hand beyond its end are done too. */
export function scheduleSteps(attempts: number, isOpen: boolean): ScheduleStep[] {
  const planned = Math.max(pauses.length + 1, attempts + (isOpen ? 1 : 0))
  return Array.from({ length: planned }, (_, index) => {
    const pause = pauses[index - 1]
    return {
      no: index + 1,
      pause: pause === undefined ? null : leftWords(pause),
      is: index < attempts ? 'done' : index === attempts && isOpen ? 'next' : 'to come',
    }
  })
}
