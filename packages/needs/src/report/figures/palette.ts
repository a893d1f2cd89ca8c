/** Meanings that a category palette has no colour for; of the product's light theme. */
export const COLOURS = {
  accent: '#2459e0',
  bad: '#b3261e',
  good: '#0c7350',
  muted: '#b9c6de',
  faint: '#eef3fc',
  text: '#0d1930',
  soft: '#2d3c5a',
  dim: '#52617e',
} as const
