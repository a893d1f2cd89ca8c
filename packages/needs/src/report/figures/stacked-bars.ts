import type { Figure } from './draw-figure.ts'
import { COLOURS } from './palette.ts'

export interface StackedBars {
  readonly title: { readonly text: string; readonly subtitle: string }
  readonly width: number
  /** In drawing order; `order` is the place of the part in its bar. */
  readonly parts: readonly {
    readonly bar: string
    readonly part: string
    readonly order: number
    readonly size: number
    readonly faint?: boolean
  }[]
  readonly totals: readonly { readonly bar: string; readonly size: number; readonly shown: string }[]
  readonly partNames: readonly string[]
  readonly axis: { readonly title: string | null; readonly format?: string }
}

/** Horizontal bars cut into parts, each with its total behind it. */
export function stackedBars({ title, width, parts, totals, partNames, axis }: StackedBars): Figure['spec'] {
  const y = {
    field: 'bar',
    type: 'nominal',
    sort: null,
    title: null,
    axis: { labelLimit: 400, labelFontSize: 13 },
  }
  const { title: axisTitle, ...ticks } = axis
  return {
    title,
    width,
    height: { step: 36 },
    layer: [
      {
        data: { values: parts },
        mark: { type: 'bar', size: 20, cornerRadiusEnd: 0 },
        encoding: {
          y,
          x: {
            field: 'size',
            type: 'quantitative',
            stack: 'zero',
            title: axisTitle,
            axis: { tickCount: 5, ...ticks },
          },
          color: { field: 'part', type: 'nominal', title: null, sort: partNames },
          order: { field: 'order' },
          opacity: { condition: { test: 'datum.faint', value: 0.35 }, value: 1 },
        },
      },
      {
        data: { values: totals },
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 12, fontWeight: 600, color: COLOURS.soft },
        encoding: { y, x: { field: 'size', type: 'quantitative' }, text: { field: 'shown' } },
      },
    ],
  } as never
}
