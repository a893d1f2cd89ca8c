import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Clock } from '@numize/base'
import { llmError } from './errors.ts'

/** Money set aside for one call before it is sent. Settled once; what is never settled stays spent. */
export interface Hold {
  /** What the call did cost; the rest goes back. */
  settle(usd: number): void
}

/** Money that may be spent; what is held counts as spent. */
export interface Purse {
  leftUsd(): number
  /** Null where less than `usd` is left: then nothing may be sent. */
  hold(usd: number): Hold | null
}

/** A purse of one question. */
export function questionPurse(limitUsd: number): Purse {
  let spentUsd = 0
  return purse(
    () => spentUsd,
    (change) => (spentUsd += change),
    limitUsd,
  )
}

/** A purse of one UTC day, kept in a file so that a restart spends nothing twice. The file has one writer, its process. */
export function dayPurse(file: string, limitUsd: number, clock: Clock): Purse {
  const today = (): string => new Date(clock.now()).toISOString().slice(0, 10)
  const spentUsd = (): number => {
    const known = readSpending(file)
    return known?.day === today() ? known.spentUsd : 0
  }
  return purse(
    spentUsd,
    (change) => writeSpending(file, { day: today(), spentUsd: Math.max(0, spentUsd() + change) }),
    limitUsd,
  )
}

function purse(spentUsd: () => number, add: (changeUsd: number) => void, limitUsd: number): Purse {
  return {
    leftUsd: () => Math.max(0, limitUsd - spentUsd()),
    hold: (usd) => {
      if (usd > limitUsd - spentUsd()) return null
      add(usd)
      let open = true
      return {
        settle: (actualUsd) => {
          if (open) add(actualUsd - usd)
          open = false
        },
      }
    },
  }
}

interface Spending {
  readonly day: string
  readonly spentUsd: number
}

/** @throws `llm/broken-spending`, rather than to forget what was spent */
function readSpending(file: string): Spending | null {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Spending
  } catch {
    throw llmError('broken-spending', { file })
  }
}

function writeSpending(file: string, spending: Spending): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, JSON.stringify(spending))
  renameSync(`${file}.new`, file)
}
