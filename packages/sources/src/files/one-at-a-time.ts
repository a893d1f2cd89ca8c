/**
 * The same reading, made once for all who ask while an earlier one is under way. What anybody is given was begun after
 * they asked.
 */
export function oneAtATime<T>(read: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | null = null
  let next: Promise<T> | null = null
  const begin = (): Promise<T> => {
    const begun = read().finally(() => {
      if (current === begun) current = null
    })
    current = begun
    return begun
  }
  const after = async (earlier: Promise<T>): Promise<T> => {
    await earlier.catch(() => null)
    next = null
    return begin()
  }
  return () => {
    if (current === null) return begin()
    next ??= after(current)
    return next
  }
}
