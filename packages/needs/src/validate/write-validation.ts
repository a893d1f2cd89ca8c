import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asCallerError } from '../replace-folder.ts'
import { CHECK_GROUPS, type Check, type CheckGroup } from './check.ts'
import type { Validation } from './validate.ts'

const WORDS: Readonly<Record<Check['status'], string>> = {
  passed: 'ok',
  failed: 'FAILED',
  not_checked: '–',
}

/**
 * Writes `validate.json` and `validate.md` into a folder; each is replaced in one step.
 * @throws `needs/disk-full`, `needs/cannot-write`
 */
export async function writeValidation(folder: string, validation: Validation): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await replace(join(folder, 'validate.json'), `${JSON.stringify(validation, null, 2)}\n`)
    await replace(join(folder, 'validate.md'), asMarkdown(validation))
  } catch (error) {
    throw asCallerError(error, folder)
  }
}

async function replace(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`
  try {
    await writeFile(beside, text)
    await rename(beside, path)
  } finally {
    await rm(beside, { force: true })
  }
}

function asMarkdown({ archetype, passed, counts, checks }: Validation): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
  const groups = grouped(checks).flatMap(([group, list]) => [
    `## ${CHECK_GROUPS[group]}`,
    '',
    '| check | result | measured | expected |',
    '|---|---|---|---|',
    ...list.map(
      ({ name, status, measured, expected }) =>
        `| ${cell(name)} | ${WORDS[status]} | ${cell(measured)} | ${cell(expected)} |`,
    ),
    '',
  ])
  return [
    `# Validation of ${archetype ?? 'a warehouse that cannot be read'}: ${passed ? 'passed' : 'failed'}`,
    '',
    `${sentence(counts)}.`,
    '',
    ...groups,
  ].join('\n')
}

/** The same as lines for a terminal, one table; what passed is told in short. */
export function asLines({ counts, checks }: Validation): readonly string[] {
  const width = Math.min(72, Math.max(...checks.map(({ name }) => name.length)))
  const lines = grouped(checks).flatMap(([group, list]) => [
    '',
    CHECK_GROUPS[group],
    ...list.map(({ name, status, measured, expected }) =>
      [
        `  ${WORDS[status].padEnd(6)}`,
        name.padEnd(width),
        measured,
        status === 'not_checked' ? '' : `(${expected})`,
      ]
        .join('  ')
        .trimEnd(),
    ),
  ])
  return [...lines, '', sentence(counts)]
}

const sentence = ({ passed, failed, not_checked }: Validation['counts']): string =>
  `${passed} checks passed, ${failed} failed, ${not_checked} could not be made`

const grouped = (checks: readonly Check[]): readonly (readonly [CheckGroup, readonly Check[]])[] =>
  (Object.keys(CHECK_GROUPS) as CheckGroup[])
    .map((group) => [group, checks.filter((check) => check.group === group)] as const)
    .filter(([, list]) => list.length > 0)
