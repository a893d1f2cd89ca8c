/** Columns whose values are codes of common words: by the column's name, the words of each code. */
export const codes: readonly { readonly column: RegExp; readonly words: readonly (readonly string[])[] }[] = [
  {
    column: /sex|gender/i,
    words: [
      ['f', 'female', 'woman', 'women', 'girl', 'girls', 'females'],
      ['m', 'male', 'man', 'men', 'boy', 'boys', 'males'],
    ],
  },
]
