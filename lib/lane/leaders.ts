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

/** A site is one team's. */
export const placeKey = (p: At) => `${p.siteId} ${p.livemode} ${p.key}`

/** From one party to the one it is the same person as: because somebody said so, or because it has a merged guest's address. */
interface Step {
  from: At
  move: Move | null
}

/**
 * Who is the same person as whom, by people's word: a merged party goes wherever the other one's address goes. Who has the
 * address of a merged guest and was never moved itself goes where the guest goes, as long as it has that address: the merge was
 * of everybody with it. That is read off the addresses of the moment and not stored, so no order can matter.
 */
export class Leaders {
  private readonly stored: ReadonlyMap<string, StoredParty>
  private readonly contents = new Map<string, PartyContent>()
  private readonly known = new Map<string, At>()

  constructor(
    state: State,
    private readonly moves: ReadonlyMap<string, Move>,
  ) {
    this.stored = new Map(state.parties.map((party) => [placeKey(party), party]))
  }

  /** What a party's facts say now, where that is more than what is stored. Before anybody asks who leads. */
  tell(at: At, content: PartyContent) {
    this.contents.set(placeKey(at), content)
  }

  /** What a person said last of a party; undefined for nothing. */
  ownMove(at: At): Move | undefined {
    const { movedTo: to = null, movedAt = null } = this.stored.get(placeKey(at)) ?? {}
    const known = movedAt === null ? undefined : { to, at: movedAt }
    const told = this.moves.get(placeKey(at))
    return told && isLatest(told, known) ? told : known
  }

  /** At the end of whom follows whom; the party itself when it follows nobody. */
  leaderOf(at: At): At {
    const key = placeKey(at)
    const leader = this.known.get(key) ?? this.follow(at)
    this.known.set(key, leader)
    return leader
  }

  /** A party's own address; a guest is its address, known or not. */
  addressOf(at: At): string | null {
    return this.contentOf(at)?.emailKey ?? addressOfGuest(at.key)
  }

  contentOf(at: At): PartyContent | undefined {
    return this.contents.get(placeKey(at)) ?? this.stored.get(placeKey(at))
  }

  private follow(at: At): At {
    const path: Step[] = []
    for (let here = at; ; ) {
      const start = path.findIndex(({ from }) => from.key === here.key)
      if (start >= 0) return leaderIn(path.slice(start))
      const move = this.ownMove(here)
      const next = move ? move.to : this.mergedGuest(here)
      if (next === null) return here
      path.push({ from: here, move: move ?? null })
      here = { ...here, key: next }
    }
  }

  /** The guest with a party's own address, where that one was merged into somebody. */
  private mergedGuest(at: At): PartyKey | null {
    const address = this.addressOf(at)
    const guest = address === null ? null : guestKey(address)
    if (guest === null || guest === at.key) return null
    return this.ownMove({ ...at, key: guest })?.to ? guest : null
  }
}

/**
 * Who leads a circle. A merged address that its leader has taken over leads nowhere: the leader stays itself. Of people's own
 * words the newest says who leads.
 */
function leaderIn(circle: readonly Step[]): At {
  const byAddress = circle.filter(({ move }) => move === null).map(({ from }) => from)
  const [first] = byAddress.sort((a, b) => (a.key < b.key ? -1 : 1))
  if (first) return first
  const moves = circle.flatMap(({ move }) => move ?? [])
  const newest = moves.reduce<Move | undefined>((best, move) => (isLatest(move, best) ? move : best), undefined)
  const [{ from } = { from: undefined }] = circle
  if (!from) throw new Error('a circle has somebody in it')
  return newest?.to ? { ...from, key: newest.to } : from
}
