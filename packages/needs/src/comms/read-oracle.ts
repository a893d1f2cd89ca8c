import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { needsError } from '../errors.ts'
import { addDays, addMonths, isDay, type Window } from '../window.ts'
import { COMMS_MONTHS, type CommsOptions } from './comms-options.ts'
import { type DefectEntry, type EventEntry, type PlantedEvent, plantedEvents } from './planted-events.ts'

/** What communications need to know of a warehouse. */
export interface WarehouseFacts {
  readonly timeZone: string
  /** The last twelve months of the warehouse, or all of it where it is shorter. */
  readonly window: Window
  readonly events: readonly PlantedEvent[]
}

/** @throws `needs/no-warehouse`, `needs/other-archetype`, `needs/no-oracle`, `needs/broken-file` */
export async function readWarehouseFacts(options: CommsOptions): Promise<WarehouseFacts> {
  const { warehouse, archetype, meta, samplePolicy } = options
  const path = join(warehouse, 'warehouse.json')
  if (!existsSync(path)) throw needsError('no-warehouse', { path: warehouse })
  const head = await readObject(path)
  const { until, months, timeZone } = head
  if (head['archetype'] !== archetype)
    throw needsError('other-archetype', {
      path: warehouse,
      wanted: archetype,
      found: String(head['archetype']),
    })
  if (
    typeof until !== 'string' ||
    !isDay(until) ||
    typeof months !== 'number' ||
    typeof timeZone !== 'string'
  )
    throw needsError('broken-file', { path })
  const window = lastMonths(until, months)
  return { timeZone, window, events: samplePolicy === 'uniform' ? [] : await readEvents(meta, window) }
}

function lastMonths(until: string, months: number): Window {
  const end = addDays(until, 1)
  const kept = Math.min(months, COMMS_MONTHS)
  return { start: addMonths(end, -kept), end, months: kept }
}

async function readEvents(meta: string, window: Window): Promise<readonly PlantedEvent[]> {
  const defects = join(meta, 'defects.json')
  const events = join(meta, 'events.json')
  if (!existsSync(defects)) throw needsError('no-oracle', { path: meta })
  return plantedEvents(
    await readList<DefectEntry>(defects, 'defects', isDefect),
    existsSync(events) ? await readList<EventEntry>(events, 'events', isEvent) : [],
    window,
  )
}

type Entry = Readonly<Record<string, unknown>>

const isDefect = ({ kind, table, days }: Entry): boolean =>
  typeof kind === 'string' &&
  typeof table === 'string' &&
  (days === undefined || (Array.isArray(days) && days.every((day) => typeof day === 'string' && isDay(day))))

const isEvent = ({ kind, from }: Entry): boolean =>
  typeof kind === 'string' && typeof from === 'string' && isDay(from)

async function readList<T>(
  path: string,
  name: string,
  fits: (entry: Entry) => boolean,
): Promise<readonly T[]> {
  const list = (await readObject(path))[name]
  if (!Array.isArray(list) || !list.every((entry) => isObject(entry) && fits(entry)))
    throw needsError('broken-file', { path })
  return list as readonly T[]
}

async function readObject(path: string): Promise<Entry> {
  const value = parsed(await readFile(path, 'utf8'))
  if (!isObject(value)) throw needsError('broken-file', { path })
  return value
}

const isObject = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
