interface Waiting {
  readonly by: string
  readonly enter: () => void
}

/** A few places that many want: first come first served, but nobody holds more than one while others wait. */
export class Lanes {
  readonly #places: number
  readonly #inside: string[] = []
  readonly #waiting: Waiting[] = []

  constructor(places: number) {
    this.#places = places
  }

  get isEmpty(): boolean {
    return this.#inside.length === 0 && this.#waiting.length === 0
  }

  /** Resolves with how to leave again, or with null where `signal` came first. */
  enter(by: string, signal: AbortSignal): Promise<(() => void) | null> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        by,
        enter: () => {
          signal.removeEventListener('abort', giveUp)
          this.#inside.push(by)
          resolve(() => this.#leave(by))
        },
      }
      const giveUp = (): void => {
        const place = this.#waiting.indexOf(waiting)
        if (place < 0) return
        this.#waiting.splice(place, 1)
        resolve(null)
      }
      if (signal.aborted) return resolve(null)
      signal.addEventListener('abort', giveUp, { once: true })
      this.#waiting.push(waiting)
      this.#admit()
    })
  }

  #leave(by: string): void {
    this.#inside.splice(this.#inside.indexOf(by), 1)
    this.#admit()
  }

  #admit(): void {
    while (this.#inside.length < this.#places) {
      const next = this.#waiting.findIndex(({ by }) => !this.#inside.includes(by))
      if (next < 0) return
      this.#waiting.splice(next, 1)[0]?.enter()
    }
  }
}
