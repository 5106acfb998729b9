const created = Math.floor(Date.now() / 1000)
/** An event of one charge, refunded so far, minor units; its id follows from its type. */
export const missedCharge = (type: string, refunded: number) => ({
  id: `evt_${type}`,
  object: 'event',
  created,
  livemode: true,
  type,
  data: {
    object: {
      id: 'ch_missed',
      object: 'charge',
      amount: 10_000,
      amount_captured: 10_000,
      amount_refunded: refunded,
      captured: true,
      paid: true,
      status: 'succeeded',
      currency: 'usd',
      customer: 'cus_missed',
      billing_details: { email: 'missed@example.com' },
      created,
    },
  },
})
