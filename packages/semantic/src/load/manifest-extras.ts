import type { EventStream, Extras } from '../model.ts'

/** Our additions as a dbt manifest carries them, under the names the product uses. */
export function manifestExtras(meta: object | null | undefined): Extras {
  const { event_stream: stream, up_is_good: upIsGood, ...others } = (meta ?? {}) as Record<string, unknown>
  return {
    ...(others as Extras),
    ...(typeof upIsGood === 'boolean' ? { upIsGood } : {}),
    ...(isStream(stream)
      ? {
          eventStream: {
            ...stream,
            event: stream.event ?? null,
            id: stream.id ?? null,
            identity: stream.identity ?? null,
          },
        }
      : {}),
  }
}

type Written = Pick<EventStream, 'entity' | 'time'> & Partial<EventStream>

const isStream = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && 'entity' in value && 'time' in value
