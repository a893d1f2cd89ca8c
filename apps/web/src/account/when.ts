const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** A moment as the reader's own clock and language have it. */
export const when = (iso: string): string => format.format(new Date(iso))
