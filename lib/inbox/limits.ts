/** What the receiver accepts, in one place (docs/operate.md names them). */
export const limits = {
  /** Stripe publishes no maximum; invoices with ten embedded lines stay far below. */
  bodyBytes: 1024 * 1024,
  /** Stripe: signatures are fresh on each retry; 300 s is the tolerance of its own libraries. Ours holds on both sides. */
  toleranceSeconds: 300,
  /** A batch: what two writers take at once, without a timer. */
  batchRows: 64,
  batchBytes: 4 * 1024 * 1024,
  writers: 2,
  /** Beyond this the answer is 503 with Retry-After, so that memory stays flat; Stripe sends again. */
  waitingRows: 2_000,
  waitingBytes: 64 * 1024 * 1024,
  /** An acknowledgement that takes longer is a 503: Stripe's own timeout is not published. */
  ackMs: 1_900,
  /** How long we go on reading, and throwing away, after answering a sender that still sends. */
  lingerMs: 250,
  /** A connection that brings so many badly signed bodies in a row, and no good one between, is closed. */
  badInARow: 10,
} as const

/** Ids as Stripe writes them; anything else is kept under the hash of its body. */
export const idPattern = /^[A-Za-z0-9_:.-]{1,255}$/
