/** Everything that can keep a person from connecting, in words: the callback's pages and the app page share them. */
export const connectProblems = {
  state: {
    status: 400,
    title: 'This way back from Stripe no longer works',
    text: 'It was used already, or it did not begin here. Nothing was changed by it. If you have just connected, the account is on your team’s Stripe page; otherwise start again.',
  },
  expired: {
    status: 400,
    title: 'That took longer than 10 minutes',
    text: 'For your safety the way back from Stripe closes after 10 minutes. Nothing was connected here. Start again.',
  },
  other_session: {
    status: 400,
    title: 'This way back from Stripe began in another session',
    text: 'Only the person and the browser session that went to Stripe can finish. Nothing was connected. Start again from here.',
  },
  not_allowed: {
    status: 403,
    title: 'Connecting Stripe is for owners and admins',
    text: 'Your role changed, or it never included this. Nothing was connected.',
  },
  cancelled: {
    status: 200,
    title: 'You cancelled at Stripe',
    text: 'Nothing was connected.',
  },
  stripe_error: {
    status: 200,
    title: 'Stripe did not grant access',
    text: 'Stripe sent you back without a connection. Nothing was connected. Try again; if it repeats, check the platform settings in Stripe.',
  },
  code_refused: {
    status: 200,
    title: 'Stripe did not accept the code it gave us',
    text: 'It had been used or had expired. Nothing was connected here. Start again: Stripe asks once more.',
  },
  unclear: {
    status: 200,
    title: 'Stripe did not answer clearly',
    text: 'We asked Stripe to finish and could not tell whether it did, so nothing was connected here. Start again: connecting once more is safe.',
  },
  not_confirmed: {
    status: 200,
    title: 'Stripe does not confirm the connection',
    text: 'Stripe answered our request, but then did not let us read the account. Nothing was connected here. Start again.',
  },
  wrong_mode: {
    status: 200,
    title: 'Stripe answered for the other mode',
    text: 'You asked for one of live and test and Stripe granted the other, so nothing was connected. Check the client ids and keys of this server, then start again.',
  },
  bad_account: {
    status: 200,
    title: 'Stripe named no account we can use',
    text: 'The answer held no Stripe account id, so nothing was connected. Start again.',
  },
  taken: {
    status: 200,
    title: 'This Stripe account cannot be connected here',
    text: 'In this mode the account is already connected elsewhere in this Sluice. Disconnect it there first, then start again. Nothing was changed.',
  },
  unknown_site: {
    status: 200,
    title: 'The site no longer exists',
    text: 'The site you chose was deleted meanwhile. Nothing was connected here, and the access Stripe granted is given back. Choose another one and start again.',
  },
} as const satisfies Record<string, { status: 200 | 400 | 403; title: string; text: string }>

export type ConnectProblem = keyof typeof connectProblems

export function isConnectProblem(value: unknown): value is ConnectProblem {
  return typeof value === 'string' && Object.hasOwn(connectProblems, value)
}
