import type { Frame, Words } from '../structure/frame.ts'

/** A meaning of some words: what it is called, and the frame it makes. */
export interface Meaning {
  readonly label: string
  readonly frame: Frame
}

/** One frame for each meaning of some words, told apart by its label; a single meaning is only noted. */
export function oneOf(frame: Frame, said: Words, meanings: readonly Meaning[]): readonly Frame[] {
  if (meanings.length === 0) return [frame]
  return meanings.map(({ label, frame: one }) => ({
    ...one,
    notes: [...one.notes, { kind: 'metric', reading: `"${said.text}" is read as: ${label}` }],
    choice: meanings.length === 1 ? one.choice : chosen(one, said, label),
  }))
}

const chosen = ({ choice }: Frame, said: Words, label: string): Frame['choice'] =>
  choice ? { ...choice, label: `${choice.label}, ${label}` } : { text: said.text, span: said.span, label }
