import type { OnDelete } from '@/db/schema/connections'
import { earliest, type Fact, newest, textIn } from '@/lib/facts/fact'

/** What one party's facts add up to. */
export interface PartyContent {
  email: string | null
  emailKey: string | null
  emailAt: string | null
  name: string | null
  nameAt: string | null
  /** The Customer object told the name: it comes before any other party's that was only seen on a card. */
  nameOwn: boolean
  /** What the Customer object is billed in, upper case. */
  currency: string | null
  currencyAt: string | null
  userGroup: string | null
  userGroupAt: string | null
  deletedAt: string | null
  onDelete: OnDelete | null
}

/**
 * A customer's address is the newest one its Customer object told. Without any, it is the first one a checkout session or
 * invoice gave, else the first one anything else showed: a later charge paid with somebody else's card never moves a
 * person (docs/decisions/0006). A guest is its address, so all that is left to tell is how it was written first.
 */
export function foldParty(facts: readonly Fact[]): PartyContent {
  const of = (aspect: string) => facts.filter((f) => f.aspect === aspect)
  const seen = isGuest(facts)
    ? earliest([...of('email_given'), ...of('email_seen')])
    : (earliest(of('email_given')) ?? earliest(of('email_seen')))
  const email = newest(of('email')) ?? seen
  const ownName = newest(of('name'))
  const name = ownName ?? newest(of('name_seen'))
  const currency = newest(of('currency'))
  const group = newest(of('group'))
  const deleted = newest(of('deleted'))
  return {
    email: email && textIn(email, 'email'),
    emailKey: email && textIn(email, 'key'),
    emailAt: email?.at ?? null,
    name: name && textIn(name, 'name'),
    nameAt: name?.at ?? null,
    nameOwn: ownName !== null,
    currency: currency && textIn(currency, 'currency'),
    currencyAt: currency?.at ?? null,
    userGroup: group && textIn(group, 'group'),
    userGroupAt: group?.at ?? null,
    deletedAt: deleted?.at ?? null,
    onDelete: (deleted && (textIn(deleted, 'on_delete') as OnDelete | null)) ?? null,
  }
}

const isGuest = (facts: readonly Fact[]) => facts[0]?.objectId.startsWith('mail:') ?? false
