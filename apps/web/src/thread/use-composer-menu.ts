import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { call } from '../api/call.ts'
import { useCatalog } from '../api/queries.ts'
import { type Effect, type Item, itemsFor, mentionedDimension, valueItem } from './composer-items.ts'
import { type Trigger, triggerIn } from './composer-trigger.ts'

const SEARCH_PAUSE_MS = 150
const MOST_VALUES = 8

interface Options {
  readonly project: string
  readonly text: string
  readonly caret: number
  readonly hasAnswer: boolean
  readonly mayUpload: boolean
  readonly onChoose: (effect: Effect, trigger: Trigger) => void
}

export interface ComposerMenu {
  /** Empty = there is no menu. */
  readonly items: readonly Item[]
  readonly active: number
  readonly point: (at: number) => void
  readonly choose: (item: Item) => void
  /** Whether the key was the menu's. */
  readonly onKey: (event: KeyboardEvent) => boolean
}

/** The menu of commands (`/`) and names (`@`) over the composer, moved through by the arrows, taken by Enter or Tab. */
export function useComposerMenu({ project, text, caret, onChoose, ...around }: Options): ComposerMenu {
  const trigger = triggerIn(text, caret)
  const asked = trigger ? `${trigger.kind} ${trigger.from} ${trigger.query}` : ''
  const [at, setAt] = useState({ asked, active: 0 })
  const [closed, setClosed] = useState<string | null>(null)
  const { data: catalog } = useCatalog(project)
  const values = useMentionedValues(project, trigger)
  const isOpen = trigger !== null && closed !== `${trigger.kind} ${trigger.from}`
  const items = isOpen ? [...itemsFor(trigger, { ...around, catalog }), ...values] : []
  const active = at.asked === asked ? Math.min(at.active, Math.max(0, items.length - 1)) : 0
  const choose = ({ effect }: Item) => trigger && onChoose(effect, trigger)
  return {
    items,
    active,
    point: (next) => setAt({ asked, active: next }),
    choose,
    onKey: (event) => {
      const item = items[active]
      if (!item || !trigger) return false
      const move = MOVES[event.key]
      if (move !== undefined) setAt({ asked, active: (active + move + items.length) % items.length })
      else if (event.key === 'Escape') setClosed(`${trigger.kind} ${trigger.from}`)
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(item)
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
  }
}

const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

/** Values of the column a mention has got to. */
function useMentionedValues(project: string, trigger: Trigger | null): readonly Item[] {
  const { data: catalog } = useCatalog(project)
  const of = trigger?.kind === 'mention' && catalog ? mentionedDimension(trigger.query, catalog) : null
  const [search] = useDebouncedValue(of?.search ?? '', SEARCH_PAUSE_MS)
  const { data = [] } = useQuery({
    queryKey: ['values', project, of?.path ?? '', search],
    queryFn: ({ signal }) =>
      call('GET /v1/projects/:project/values', {
        params: { project },
        query: { path: of?.path ?? '', most: MOST_VALUES, ...(search === '' ? {} : { search }) },
        signal,
      }),
    enabled: of !== null,
    placeholderData: keepPreviousData,
  })
  return of ? data.flatMap((value) => (value === null ? [] : [valueItem(String(value), of.label)])) : []
}
