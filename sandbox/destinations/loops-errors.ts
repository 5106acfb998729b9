import { json, type Reply } from '../http'
import type { Log } from './stand-in'

/** Loops' error envelope. */
export function loopsError(log: Log, status: number, message: string): Reply {
  log.complaints.push(message)
  return json(status, { success: false, message })
}
