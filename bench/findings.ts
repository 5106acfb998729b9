/** What a measure hands to the report. */
export interface Findings {
  tables: Table[]
  figures: Figure[]
}

export interface Table {
  title: string
  columns: string[]
  rows: string[][]
  note?: string
}

/** One of the figures to reach. */
export interface Figure {
  /** Its number in the list of figures, then what it is of. */
  id: string
  what: string
  must: number
  aim: number
  measured: number
  unit: '×' | 'ms' | 's' | 'MB'
  better: 'more' | 'less'
  /** Whether missing `must` fails the run: ratios and CPU do; times and sizes of one machine are only reported. */
  gate: boolean
}

export const reaches = ({ better, measured }: Figure, bar: number) =>
  better === 'more' ? measured >= bar : measured <= bar

export const ratio = (figure: Omit<Figure, 'unit' | 'gate'>): Figure => ({ ...figure, unit: '×', gate: true })

export const reported = (figure: Omit<Figure, 'gate'>): Figure => ({ ...figure, gate: false })

export const fixed = (value: number, digits = 2) => value.toFixed(digits)
export const whole = (value: number) => String(Math.round(value))
