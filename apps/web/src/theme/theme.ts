import { createTheme, localStorageColorSchemeManager } from '@mantine/core'

export const FONT = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif"
const MONOSPACE = "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace"

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'numize-color-scheme' })

export const theme = createTheme({
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
