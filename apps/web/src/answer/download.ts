import { toCsv } from '@numize/blocks'
import type { Result } from '@numize/semantic'

/** Hands the reader a text file; CSV with the mark at its start that tells spreadsheets that it is UTF-8. */
export function download(name: string, text: string, type = 'text/csv'): void {
  const parts = type === 'text/csv' ? ['\u{FEFF}', text] : [text]
  downloadBlob(name, new Blob(parts, { type: `${type};charset=utf-8` }))
}

export function downloadBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}

/** The rows as CSV; cells that a spreadsheet would run as formulas are disarmed. */
export const downloadRows = (result: Result, title: string): void =>
  download(`${fileName(title)}.csv`, toCsv(result))

/** A title as the name of a file, without its ending. */
export const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60) || 'answer'
