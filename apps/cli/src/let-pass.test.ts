import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { testShell } from './testing/test-shell.ts'

const shell = testShell()
afterAll(() => shell.close())

it('answers of a batch and words that were learnt leave only where the check lets them', async () => {
  const source = shell.write('boats.csv', 'boat,harbour\nSwift,North Quay\nGull,Old Dock\n')
  const questions = shell.write('questions.jsonl', '{"id": "1", "question": "boats by harbour"}\n')
  const [answers, words] = [shell.path('answers.jsonl'), shell.path('lexicon.yml')]
  const run = (check: string | null) => {
    const env = check === null ? {} : { NUMIZE_DLP_COMMAND: JSON.stringify(['sh', '-c', check]) }
    const given = { env }
    return {
      batch: () => shell.run(['ask', '--batch', questions, '--out', answers, '--source', source], given),
      words: () => shell.run(['review', '--export', words, '--source', source], given),
    }
  }
  const closed = run('if grep -q Quay; then echo "Nothing of the quay leaves."; exit 1; fi')
  const refused = await closed.batch()
  expect(refused).toMatchObject({ code: 2 })
  expect(refused.err).toContain('Nothing of the quay leaves.')
  expect(await run('cat > /dev/null; exit 1').words()).toMatchObject({ code: 2 })
  expect([existsSync(answers), existsSync(words)]).toEqual([false, false])
  expect(readdirSync(shell.path('.')).filter((name) => name.endsWith('.part'))).toEqual([])
  expect(await run('cat > /dev/null').batch()).toMatchObject({ code: 0 })
  expect(readFileSync(answers, 'utf8')).toContain('North Quay')
  expect(await run(null).words()).toMatchObject({ code: 0 })
  expect(existsSync(words)).toBe(true)
})
