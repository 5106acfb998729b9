import type { Json } from './json'

/** A snapshot event as readers see it: its type, the object, and what the object's changed fields were before. */
export interface Snapshot {
  type: string
  object: Json
  previous: Json
}

/** Who an event is about, from the payload alone; what is not there is looked up later. */
export interface Person {
  email: string | null
  name: string | null
  customer_id: string | null
}
