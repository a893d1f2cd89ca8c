/** Hands the reader a text file; CSV with the mark at its start that tells spreadsheets that it is UTF-8. */
export function download(name: string, text: string, type = 'text/csv'): void {
  const parts = type === 'text/csv' ? ['\u{FEFF}', text] : [text]
  const url = URL.createObjectURL(new Blob(parts, { type: `${type};charset=utf-8` }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}
