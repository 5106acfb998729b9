/** So many at a time; the others wait in the order they came, but not for ever. */
export class Places {
  #free: number
  readonly #mostWaitMs: number
  readonly #waiting = new Set<(has: boolean) => void>()

  constructor(most: number, mostWaitMs: number) {
    this.#free = most
    this.#mostWaitMs = mostWaitMs
  }

  /** Null: there was no place in time, and nothing was done. */
  async in<Result>(work: () => Promise<Result>): Promise<Result | null> {
    if (!(await this.#take())) return null
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  #take(): Promise<boolean> {
    if (this.#free > 0) {
      this.#free--
      return Promise.resolve(true)
    }
    return new Promise((resolve) => {
      const answer = (has: boolean) => {
        clearTimeout(timer)
        this.#waiting.delete(answer)
        resolve(has)
      }
      const timer = setTimeout(answer, this.#mostWaitMs, false)
      this.#waiting.add(answer)
    })
  }

  #leave(): void {
    const [next] = this.#waiting
    if (next) next(true)
    else this.#free++
  }
}
