import type { PartyContent } from '@/lib/subscribers/fold'
import { addressOfGuest, guestKey, type PartyKey } from '@/lib/subscribers/party'
import { isLatest, type Move } from './obey'
import type { State, StoredParty } from './state'

/** A party on a site and mode. */
export interface At {
  teamId: string
  key: PartyKey
  siteId: string
  livemode: boolean
}

export const placeKey = (p: At) => `${p.teamId} ${p.key} ${p.siteId} ${p.livemode}`

/**
 * Whom a person said each party is: the same as another party, wherever that one's address goes. Who has a moved guest's address
 * and was never moved is moved as the guest was: the merge was of everybody with that address.
 */
export class Leaders {
  private readonly stored: ReadonlyMap<string, StoredParty>
  private readonly contents = new Map<string, PartyContent>()

  constructor(
    state: State,
    private readonly moves: ReadonlyMap<string, Move>,
  ) {
    this.stored = new Map(state.parties.map((party) => [placeKey(party), party]))
  }

  /** What a party's facts say now, where that is more than what is stored. */
  tell(at: At, content: PartyContent) {
    this.contents.set(placeKey(at), content)
  }

  moveOf(at: At): Move | undefined {
    const own = this.ownMove(at)
    if (own) return own
    const address = this.addressOf(at)
    const alias = address === null ? null : guestKey(address)
    return alias === null || alias === at.key ? undefined : this.ownMove({ ...at, key: alias })
  }

  /** At the end of whom follows whom; in a circle the newest word says who leads. The party itself when it follows nobody. */
  leaderOf(at: At): At {
    const path: At[] = []
    for (let here = at; ; ) {
      const start = path.findIndex((one) => one.key === here.key)
      if (start >= 0) return { ...at, key: this.newestTarget(path.slice(start)) }
      path.push(here)
      const to = this.moveOf(here)?.to
      if (!to) return here
      here = { ...here, key: to }
    }
  }

  /** A party's own address; a guest is its address, known or not. */
  addressOf(at: At): string | null {
    return this.contentOf(at)?.emailKey ?? addressOfGuest(at.key)
  }

  contentOf(at: At): PartyContent | undefined {
    return this.contents.get(placeKey(at)) ?? this.stored.get(placeKey(at))
  }

  private ownMove(at: At): Move | undefined {
    const { movedTo: to = null, movedAt = null } = this.stored.get(placeKey(at)) ?? {}
    const known = movedAt === null ? undefined : { to, at: movedAt }
    const told = this.moves.get(placeKey(at))
    return told && isLatest(told, known) ? told : known
  }

  private newestTarget(circle: readonly At[]): PartyKey {
    const moves = circle.flatMap((one) => this.moveOf(one) ?? [])
    const newest = moves.reduce<Move | undefined>((best, move) => (isLatest(move, best) ? move : best), undefined)
    return newest?.to ?? circle[0]?.key ?? ''
  }
}
