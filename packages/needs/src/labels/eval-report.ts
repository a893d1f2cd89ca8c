import { SOURCES, type Source } from '../config/dnr-config.ts'
import type { ClassScores, Estimate } from './score-classes.ts'
import type { Gate, LabelScores, SourceScore } from './score-labels.ts'

const NAMES: Readonly<Record<Source, string>> = { slack: 'Slack', email: 'E-mail', nlq: 'Questions' }

/** Gates as lines of a table for a terminal. */
export function gateLines({ gates }: LabelScores): readonly string[] {
  const line = ({ source, name, value, least, passed }: Gate): string =>
    [
      NAMES[source].padEnd(10),
      name.padEnd(22),
      digits(value).padStart(6),
      `at least ${least.toFixed(2)}`.padStart(15),
      passed ? '  passed' : '  FAILED',
    ].join('')
  return gates.map(line)
}

/** `eval.md`: gates first, then each source with its classes, confusions and calibration. */
export function evalMarkdown(scores: LabelScores): string {
  return [
    '# How well the labels agree with the truth',
    scores.passed ? 'Every gate is passed.' : 'Not every gate is passed.',
    table(
      ['Source', 'Gate', 'Value', 'At least', ''],
      scores.gates.map(({ source, name, value, least, passed }) => [
        NAMES[source],
        name,
        digits(value),
        least.toFixed(2),
        passed ? 'passed' : '**failed**',
      ]),
    ),
    NOTES,
    ...SOURCES.map((source) => sourceSection(source, scores.sources[source])),
  ].join('\n\n')
}

const NOTES = `Items are those in the run's window, where the run tells how many they were. One without a readable prediction counts against coverage and nothing else. A thread that the prefilter set aside counts as predicted negative. Themes are scored over the threads that are positive, truly or as predicted: a theme given to a thread that is not positive costs precision, a positive that was missed costs recall. Intervals are 95 %: of coverage by Wilson's formula, of the others from resampled items.`

function sourceSection(source: Source, score: SourceScore): string {
  const parts = [
    `## ${NAMES[source]}`,
    `${score.labelled} of ${score.items} items in the run's window have a prediction, of ${score.labels} with a true label (coverage ${withInterval(score.coverage)})${score.unknownIds > 0 ? `; ${score.unknownIds} predictions are of unknown items` : ''}.`,
    ...(score.relevance ? ['### Relevance', scoreText(score.relevance)] : []),
    '### Themes',
    scoreText(score.theme),
    `Over true positives only: accuracy ${withInterval(score.themeOfPositives.accuracy)}, macro-F1 ${withInterval(score.themeOfPositives.macroF1)}.`,
    '### Calibration',
    `Expected calibration error ${digits(score.calibration.ece)} over ${score.calibration.items} predictions.`,
    table(
      ['Confidence', 'Predictions', 'Mean confidence', 'Accuracy'],
      score.calibration.bins
        .filter(({ items }) => items > 0)
        .map(({ from, to, items, meanConfidence, accuracy }) => [
          `${from.toFixed(1)} to ${to.toFixed(1)}`,
          String(items),
          digits(meanConfidence),
          digits(accuracy),
        ]),
    ),
  ]
  return parts.join('\n\n')
}

function scoreText({ items, accuracy, macroF1, classes, confusion }: ClassScores): string {
  return [
    `${items} items, accuracy ${withInterval(accuracy)}, macro-F1 ${withInterval(macroF1)}.`,
    table(
      ['Class', 'True', 'Predicted', 'Precision', 'Recall', 'F1'],
      classes.map(({ name, support, predicted, precision, recall, f1 }) => [
        name,
        String(support),
        String(predicted),
        digits(precision),
        digits(recall),
        digits(f1),
      ]),
    ),
    'True class by row, predicted class by column:',
    table(
      ['', ...confusion.names],
      confusion.names.map((name, row) => [name, ...(confusion.counts[row] ?? []).map(String)]),
    ),
  ].join('\n\n')
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const digits = (value: number | null): string => (value === null ? 'n/a' : value.toFixed(3))

const withInterval = ({ value, interval }: Estimate): string =>
  interval ? `${digits(value)} (${digits(interval[0])} to ${digits(interval[1])})` : digits(value)
