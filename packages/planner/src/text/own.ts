/** What a table has under a word of the asker's; never what every object has ("constructor"). */
export const own = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined
