import { profileTable, type TableProfile } from '@numize/insights'
import type { Reply } from './conversation.ts'
import type { AheadTools } from './one-metric.ts'

const OPENING =
  /^(?:please )?(?:(?:show|give|tell)(?: me)? )?(?:the |a )?(?:column |data )?profile(?: of)?(?: the| our)? (.+?)(?: table)?[?!.\s]*$/i

/** What the columns of a table hold, where that is asked of a table by name; null of other questions. */
export async function tellProfile(question: string, { catalog, fetch }: AheadTools): Promise<Reply | null> {
  const named = OPENING.exec(question.trim())?.[1]
  if (named === undefined) return null
  const table = catalog.model.semanticModels.find(({ name, label }) =>
    [name, label ?? name].some((one) => plain(one) === plain(named)),
  )
  if (!table) return null
  const profile = await profileTable({ table: table.name, time: null, catalog, fetch })
  return {
    status: 'told',
    title: `${profile.label}: ${profile.rows.toLocaleString('en-US')} rows, ${profile.columns.length} columns`,
    items: notesOf(profile),
    sql: null,
    profile,
  }
}

const notesOf = ({ columns }: TableProfile): readonly string[] =>
  columns.flatMap(({ name, notes }) => (notes.length === 0 ? [] : [`${name}: ${notes.join('; ')}.`]))

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim()
