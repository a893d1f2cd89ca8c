import type { DbtChoice, DbtProject, ImportPlan } from '@numize/semantic'

const SHOWN = 40

/** Which models people may ask about, and why; those left out in short. */
export function choicesText(dbt: DbtProject, choices: readonly DbtChoice[]): string {
  const chosen = choices.filter(({ isChosen }) => isChosen)
  const others = choices.filter(({ isChosen }) => !isChosen)
  const version =
    dbt.dbtVersion === null
      ? ''
      : ` (dbt ${dbt.dbtVersion}${dbt.generatedAt === null ? '' : `, ${dbt.generatedAt.slice(0, 10)}`})`
  return [
    `${chosen.length} of ${choices.length} dbt models are for people${version}; nothing else can be asked about.`,
    ...lines(chosen, '+'),
    ...lines(others, '-'),
  ].join('\n')
}

function lines(choices: readonly DbtChoice[], mark: string): readonly string[] {
  const width = Math.min(40, Math.max(0, ...choices.map(({ node }) => node.label.length)))
  const shown = choices
    .slice(0, SHOWN)
    .map(({ node, reason }) => `  ${mark} ${node.label.padEnd(width)}  ${reason}`)
  return choices.length > SHOWN ? [...shown, `  ${mark} … and ${choices.length - SHOWN} more`] : shown
}

export function planText(
  { changes, updates, kept, conflicts, files }: ImportPlan,
  isWritten: boolean,
): string {
  if (changes.length === 0 && updates.length === 0 && conflicts.length === 0)
    return [
      ...(files.size > 0 ? ['Nothing changed but when dbt ran.'] : ['Nothing changed.']),
      ...ending(files.size, isWritten),
    ].join('\n')
  return [
    ...changes.flatMap(({ kind, model, details, touches }) => [
      `${kind.padEnd(8)} ${model.label}`,
      ...details.map((detail) => `           ${detail}`),
      ...(touches.length > 0 ? [`           touches ${touches.join(', ')}`] : []),
    ]),
    ...updates.map(({ action, object, file }) => `${action.padEnd(8)} ${object} in ${file}`),
    ...kept.map((object) => `kept     ${object}, as you edited it`),
    ...conflicts.map((sentence) => `conflict ${sentence}`),
    '',
    ...ending(files.size, isWritten),
  ].join('\n')
}

const ending = (files: number, isWritten: boolean): readonly string[] => {
  if (files === 0) return []
  return [isWritten ? `${files} files written.` : 'Nothing is written yet: run it again with --apply.']
}
