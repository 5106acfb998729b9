/** What a colour means here. Always beside an icon and a word, never alone. */
export type Tone = 'neutral' | 'live' | 'good' | 'info' | 'warn' | 'bad' | 'test'

/** Text on its soft ground, with a hairline of the same hue. */
export const toneStyle: Record<Tone, string> = {
  neutral: 'border-line-strong bg-sunken text-muted',
  live: 'border-accent-text/25 bg-accent-soft text-accent-text',
  good: 'border-good/25 bg-good-soft text-good',
  info: 'border-info/25 bg-info-soft text-info',
  warn: 'border-warn/30 bg-warn-soft text-warn',
  bad: 'border-bad/25 bg-bad-soft text-bad',
  test: 'border-test/30 bg-test-soft text-test',
}

/** Text alone. */
export const toneText: Record<Tone, string> = {
  neutral: 'text-muted',
  live: 'text-accent-text',
  good: 'text-good',
  info: 'text-info',
  warn: 'text-warn',
  bad: 'text-bad',
  test: 'text-test',
}
