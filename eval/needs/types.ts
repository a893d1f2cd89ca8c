export const ARCHETYPES = ['neobank', 'marketplace'] as const
export type Archetype = (typeof ARCHETYPES)[number]
export const SOURCES = ['slack', 'email', 'nlq'] as const
export type Source = (typeof SOURCES)[number]
