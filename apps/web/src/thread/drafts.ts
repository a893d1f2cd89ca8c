/** Text that was not sent yet, one per thread, kept in this browser: neither a reload nor an ended session takes it. */
const keyOf = (place: string): string => `numize-draft/${place}`

export const draftPlace = (project: string, threadId: string | null): string =>
  `${project}/${threadId ?? 'new'}`

export const readDraft = (place: string): string => localStorage.getItem(keyOf(place)) ?? ''

export function keepDraft(place: string, text: string): void {
  if (text === '') localStorage.removeItem(keyOf(place))
  else localStorage.setItem(keyOf(place), text)
}
