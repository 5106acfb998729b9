import { keepHouse as purge } from '@/lib/operator/keep-house'

/** Removes what has had its time: expired sign-ins, old counters, webhooks nobody connected for thirty days. */
export async function keepHouse() {
  await purge()
}
