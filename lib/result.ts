/**
 * What can go wrong is a value, what should not is an exception: functions whose callers decide on a
 * refusal every day return a Result. `reason` is a key of lib/reasons.ts wherever a person may come to read it.
 */
export type Result<T, R extends string = string> = { ok: true; value: T } | { ok: false; reason: R }

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function fail<R extends string>(reason: R): { ok: false; reason: R } {
  return { ok: false, reason }
}
