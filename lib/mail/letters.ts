import { joinSentence, type Role } from '@/lib/tenancy/roles'
import { isolated } from '@/lib/text/isolated'
import { compose, oneLine } from './compose'

/** Somebody else's words within ours: on one line, and in their own place (DA-15). */
const name = (text: string) => isolated(oneLine(text))

/** The sign-in link, for a page that names the address and has one button (AU-08). */
export const signInLetter = (address: string, link: string) =>
  compose({
    subject: 'Your link to sign in to Sluice',
    lines: [`Someone, hopefully you, wants to sign in to Sluice as ${address}.`],
    button: { label: 'Continue to sign in', href: link },
    after: [
      'The link works once, for 10 minutes, in any browser.',
      'Was it not you? Ignore this mail; nothing happens without the link.',
    ],
  })

export const invitationLetter = (letter: {
  team: string
  inviter: string
  role: Role
  address: string
  link: string
}) =>
  compose({
    subject: `${name(letter.inviter)} invites you to ${name(letter.team)} on Sluice`,
    lines: [
      `${name(letter.inviter)} invites you to the team “${name(letter.team)}”. ${joinSentence(letter.role)}`,
      'Sluice turns what happens in Stripe into events your marketing can use.',
    ],
    button: { label: 'See the invitation', href: letter.link },
    after: [`It is for ${letter.address} alone, works once, and for 7 days.`],
  })

/** To the owners of a team when Stripe says the connection ended on its side. */
export const connectionLostLetter = (letter: { connection: string; account: string; link: string }) =>
  compose({
    subject: `Stripe disconnected ${name(letter.connection)}`,
    lines: [
      `The Stripe account ${name(letter.connection)} (${letter.account}) was disconnected in Stripe. New events no longer arrive.`,
      'Subscribers, events and settings stay as they are. Reconnecting the same account continues the same history.',
    ],
    button: { label: 'Open the connection', href: letter.link },
  })

/** To the same when Stripe refuses access and said nothing about it: an hourly look found out (RT-06). */
export const accessLostLetter = (letter: { connection: string; account: string; link: string }) =>
  compose({
    subject: `${name(letter.connection)} needs to be reconnected`,
    lines: [
      `Stripe no longer lets Sluice read the account ${name(letter.connection)} (${letter.account}). New events may stop arriving.`,
      'Subscribers, events and settings stay as they are. Reconnecting the same account continues the same history.',
    ],
    button: { label: 'Open the connection', href: letter.link },
  })

/** To the owners of a team when a destination disabled itself (OUT-11). */
export const destinationDisabledLetter = (letter: {
  destination: string
  /** In a few words, as lib/reasons.ts says it. */
  cause: string
  /** The receiver's own words. */
  says: string | null
  since: Date
  /** Deliveries that are kept. */
  kept: number
  link: string
}) =>
  compose({
    subject: `${name(letter.destination)} disabled: ${letter.cause} since ${inUtc(letter.since)}`,
    lines: [
      `Nothing reached the destination ${name(letter.destination)} since ${inUtc(letter.since)}, so it was disabled. The last cause: ${letter.cause}.`,
      ...(letter.says ? [`It said: ${name(letter.says)}`] : []),
      `Nothing is lost: ${letter.kept === 1 ? '1 delivery is' : `${letter.kept} deliveries are`} kept, and can be sent when you enable it.`,
    ],
    button: { label: 'Open the destination', href: letter.link },
  })

export const flowPausedLetter = (letter: {
  flow: string
  /** As lib/reasons.ts explains it. */
  why: string
  since: Date
  link: string
}) =>
  compose({
    subject: `${name(letter.flow)} paused itself`,
    lines: [
      `The flow ${name(letter.flow)} paused itself at ${inUtc(letter.since)}. ${letter.why}`,
      'Who is on the way through it stands still, and nobody enters until you resume it.',
    ],
    button: { label: 'Open the flow', href: letter.link },
  })

const inUtc = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
