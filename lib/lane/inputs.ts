import { type BinaryType, binaryArray } from '@/db/binary-array'

/** The columns of rows that go into a statement, by name. */
export type Shape = Record<string, BinaryType>

/**
 * What a statement takes in: sets of rows, a parameter a column. The text and the parameters come from the same place, so
 * their numbers never part. A row lacks a field = NULL.
 */
export class Inputs<Name extends string> {
  private readonly shapes: { name: Name; columns: [string, BinaryType][] }[] = []
  private parameters = 0

  /** The rows as SQL, in the order they are given: `unnest($1::uuid[], …)`, to be followed by `as x(…)`. */
  rows(name: Name, shape: Shape): string {
    if (this.shapes.some((known) => known.name === name)) throw new Error(`${name} goes in twice`)
    const columns = Object.entries(shape)
    this.shapes.push({ name, columns })
    return `unnest(${columns.map(([, type]) => `$${++this.parameters}::${type}[]`).join(', ')})`
  }

  values(given: Record<Name, readonly object[]>): Buffer[] {
    return this.shapes.flatMap(({ name, columns }) => {
      const rows = given[name] as readonly Record<string, unknown>[]
      return columns.map(([field, type]) =>
        binaryArray(
          type,
          rows.map((row) => row[field]),
        ),
      )
    })
  }
}
