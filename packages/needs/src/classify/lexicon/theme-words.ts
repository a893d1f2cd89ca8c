/** How surely a phrase tells a theme of data work: by itself, mostly, or only beside other signs. */
export const STRENGTHS = { certain: 3, likely: 1.6, hint: 0.6 } as const
export type Strength = keyof typeof STRENGTHS

/** The phrases of a theme, parted by semicolons, as `ConceptTable` has them. */
export type ThemeWords = Readonly<Record<Strength, string>>
