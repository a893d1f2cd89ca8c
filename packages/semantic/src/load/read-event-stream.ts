import type { EventStream } from '../model.ts'
import { child, type Fields, requiredText, text } from './yaml-reader.ts'

/** `event_stream: {entity: customer, time: happened_at, event: name, id: event_id, identity: {model, from, to}}`. */
export function readEventStream(ours: Fields): EventStream | null {
  const stream = child(ours, 'event_stream', ['entity', 'time', 'event', 'id', 'identity'])
  if (!stream) return null
  const identity = child(stream, 'identity', ['model', 'from', 'to'])
  return {
    entity: requiredText(stream, 'entity'),
    time: requiredText(stream, 'time'),
    event: text(stream, 'event'),
    id: text(stream, 'id'),
    identity: identity && {
      model: requiredText(identity, 'model'),
      from: requiredText(identity, 'from'),
      to: requiredText(identity, 'to'),
    },
  }
}
