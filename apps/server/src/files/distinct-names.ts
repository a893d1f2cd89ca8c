/** A second column of a name is `name_2`, so that none is lost in a record or a file. */
export function distinctNames(columns: readonly { readonly name: string }[]): readonly string[] {
  const taken = new Set<string>()
  return columns.map(({ name }) => {
    let own = name
    for (let at = 2; taken.has(own); at++) own = `${name}_${at}`
    taken.add(own)
    return own
  })
}
