/** A name as DuckDB reads it back exactly. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A text literal. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`

export const quoteTexts = (texts: readonly string[]): string => `[${texts.map(quoteText).join(', ')}]`
