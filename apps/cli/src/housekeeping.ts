import type { Effects } from './effects.ts'
import type { Installation } from './installation.ts'

const DAY_MS = 86_400_000

/** Takes away what is older than organisations want it kept: now, and each day while the server runs. */
export function startHousekeeping(
  installation: Pick<Installation, 'takeAwayOld'>,
  { err }: Pick<Effects, 'err'>,
  everyMs = DAY_MS,
): AsyncDisposable {
  let working: Promise<void> = Promise.resolve()
  const work = (): void => {
    working = working
      .then(() => installation.takeAwayOld())
      .catch((error: unknown) => {
        err(`what is old was not taken away: ${error instanceof Error ? error.message : String(error)}\n`)
      })
  }
  work()
  const timer = setInterval(work, everyMs)
  timer.unref()
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer)
      await working
    },
  }
}
