import { THEMES, type Theme } from '../config/dnr-config.ts'
import { likeliest } from './judge-thread.ts'
import { weighText } from './lexicon/weigh-text.ts'
import { withoutSetAside } from './set-aside.ts'
import { sqlSignals } from './sql-signals.ts'

export interface QuestionVerdict {
  readonly theme: Theme
  /** 0 to 1. */
  readonly confidence: number
}

/** Words are meant; a statement is often the same for several themes. */
const TEXT_WEIGHT = 1.6
const SQL_WEIGHT = 1

/** The theme of a question in plain language, from its words and from what its SQL does. */
export function judgeQuestion(text: string, sql: string): QuestionVerdict {
  const { themes } = weighText(withoutSetAside(text))
  const signals = sqlSignals(sql)
  const both = THEMES.map((theme) => [
    theme,
    TEXT_WEIGHT * themes[theme] + SQL_WEIGHT * (signals.get(theme) ?? 0),
  ])
  const [theme, confidence] = likeliest(Object.fromEntries(both))
  return { theme, confidence }
}
