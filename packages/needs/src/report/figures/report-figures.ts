import type { Report } from '../compose-report.ts'
import { actionsFigure } from './actions-figure.ts'
import { demandFigure } from './demand-figure.ts'
import type { Figure } from './draw-figure.ts'
import { eveningsFigure } from './evenings-figure.ts'
import { healthFigure } from './health-figure.ts'
import { objectivesFigure } from './objectives-figure.ts'
import { spikesFigure } from './spikes-figure.ts'

/** The figures of a report; one that has nothing to show is left out. */
export const figuresOf = (report: Report): readonly Figure[] =>
  [objectivesFigure, healthFigure, spikesFigure, demandFigure, actionsFigure, eveningsFigure].flatMap(
    (draw) => draw(report) ?? [],
  )
