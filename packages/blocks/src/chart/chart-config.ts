interface Palette {
  readonly text: string
  readonly dim: string
  readonly grid: string
  readonly line: string
  /** Told apart also by people who see few colours: the lightness differs from one to the next. */
  readonly categories: readonly string[]
  readonly ramp: readonly string[]
}

const PALETTES: Record<'dark' | 'light', Palette> = {
  dark: {
    text: '#c3cfe6',
    dim: '#9aaaca',
    grid: '#1e2a45',
    line: '#34456b',
    categories: [
      '#5b8cff',
      '#f4b552',
      '#35cfc1',
      '#f08bb8',
      '#a7c7ff',
      '#e2703f',
      '#8fd672',
      '#a98bff',
      '#e9e27a',
      '#93a4c4',
    ],
    ramp: ['#15244a', '#2553c4', '#4f8dff', '#9cd4ff'],
  },
  light: {
    text: '#2d3c5a',
    dim: '#52617e',
    grid: '#e6ecf7',
    line: '#b9c6de',
    categories: [
      '#2459e0',
      '#d98200',
      '#00897f',
      '#c2347a',
      '#5fa0f0',
      '#a8431a',
      '#4c8f2b',
      '#6c47d6',
      '#8f8400',
      '#5b6b88',
    ],
    ramp: ['#dfe9ff', '#8fb3ff', '#3f74ec', '#173a9e'],
  },
}

/**
 * How every chart of the product looks, as a Vega-Lite configuration; specifications carry no colours of their own. The
 * font is the face's: what a page has loaded, or a file that a server draws with.
 */
export function chartConfig(scheme: 'dark' | 'light', font: string) {
  const { text, dim, grid, line, categories, ramp } = PALETTES[scheme]
  const [first = text] = categories
  return {
    background: 'transparent',
    font,
    padding: { left: 2, right: 8, top: 8, bottom: 2 },
    view: { stroke: null },
    axis: {
      labelColor: dim,
      labelFontSize: 12,
      labelPadding: 8,
      titleColor: text,
      titleFontSize: 12,
      titleFontWeight: 600,
      titlePadding: 12,
      gridColor: grid,
      domainColor: line,
      tickColor: line,
      ticks: false,
    },
    axisQuantitative: { tickCount: 6 },
    axisY: { domain: false, titleAnchor: 'middle' },
    axisX: { grid: false },
    axisXQuantitative: { grid: true, domain: false },
    axisYBand: { grid: false },
    legend: {
      orient: 'top',
      direction: 'horizontal',
      columns: 4,
      labelColor: text,
      labelFontSize: 12,
      titleColor: dim,
      titleFontSize: 12,
      titleFontWeight: 500,
      symbolStrokeWidth: 2,
      labelLimit: 220,
      offset: 12,
    },
    range: { category: [...categories], ramp: [...ramp], heatmap: [...ramp], ordinal: [...ramp] },
    mark: { color: first },
    line: { color: first, strokeWidth: 2.4, strokeCap: 'round', strokeJoin: 'round' },
    point: { color: first, size: 46 },
    area: { color: first },
    bar: { color: first, cornerRadiusEnd: 4 },
    arc: { stroke: scheme === 'dark' ? '#101829' : '#fff', strokeWidth: 2 },
    rect: { color: first },
    text: { color: text, fontSize: 12 },
    rule: { color: line },
  }
}
