import { createTheme, localStorageColorSchemeManager } from '@mantine/core'

export const FONT = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif"
const MONOSPACE = "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace"

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'numize-color-scheme' })

/** Mantine's own surfaces in the dark scheme, in the product's blues, lightest first. */
const dark = [
  '#f2f6ff',
  '#c3cfe6',
  '#9aaaca',
  '#5d6d90',
  '#34425f',
  '#243150',
  '#17213a',
  '#101829',
  '#0c1322',
  '#090e1a',
] as const

export const theme = createTheme({
  colors: { dark },
  fontFamily: FONT,
  fontFamilyMonospace: MONOSPACE,
  primaryColor: 'blue',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'never',
  components: {
    Tooltip: { styles: { tooltip: { background: 'var(--nz-tip)', color: 'var(--nz-tip-text)' } } },
  },
  headings: { fontFamily: FONT, fontWeight: '650' },
})
