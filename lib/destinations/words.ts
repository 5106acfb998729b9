/** What sentences on pages call a kind and its receiver. */
export interface KindWords {
  /** "Connect …", before there is one. */
  one: string
  /** "Connect …", of the one that is being filled in. */
  it: string
  /** "… is asked before anything is saved." */
  asked: string
  /** "… reports a failure." */
  receiver: string
  /** What lets a newcomer into the sandbox: its title, what its button says, and what happens there. */
  standIn: { title: string; use: string; does: string }
}

type Named = { label: string; words?: Partial<KindWords> | undefined }

/** By its label, as a service is called, but for what the kind says itself. */
export const wordsOf = ({ label, words }: Named): KindWords => ({
  one: label,
  it: label,
  asked: label,
  receiver: label,
  standIn: {
    title: `The sandbox stands in for ${label}.`,
    use: 'Use its key',
    does: 'It checks like the real one and remembers what it got. Only on this computer; real keys do not work here.',
  },
  ...words,
})
