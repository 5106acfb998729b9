import type { Http } from '@/lib/outbound/http'

/** A receiver that says yes to everything, in a kind's own way. Nothing leaves this process. */
export const agreeing = (yes: object): Http => ({
  request: async () => ({
    ok: true,
    response: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(yes),
      cut: false,
    },
  }),
})
